"""How does the report read on paper?"""

from __future__ import annotations

import json

import typst

from supple.model import VisitReport


def to_pdf(report: VisitReport) -> bytes:
    """A tagged PDF/UA-1; the same report gives the same bytes on every machine."""
    source = b"#let d = json(bytes(sys.inputs.report))\n#set document(title: d.title)\n= #d.title\n"
    made = typst.compile(
        source,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps({"title": report.title})},
        pdf_standards=["ua-1"],
        timestamp=report.now,
    )
    assert isinstance(made, bytes)
    return made
