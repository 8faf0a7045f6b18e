"""python -m messages: write the template, bring every catalogue up to date, compile it. --check changes nothing."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
BUILD = HOUSE / "build"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if something is refused or old")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
    import django

    django.setup()
    from messages import files, finding, gate, pseudo
    from supple import words

    found, wrong = finding.everything()
    english = finding.template()
    for name in files.languages():
        theirs = files.read(words.FOLDER, name)
        theirs.update(english, no_fuzzy_matching=True)
        bad = gate.problems(theirs, english)
        wrong += [f"{name}: {line}" for line in bad]
        made = files.home(words.FOLDER, name) / f"{words.DOMAIN}.mo"
        if options.check:
            if not made.exists() or made.read_bytes() != files.compiled(theirs):
                wrong.append(f"{name}: not compiled from what stands there; run: make messages")
        elif not bad:
            files.write(files.home(words.FOLDER, name) / f"{words.DOMAIN}.po", theirs)
            files.write_compiled(words.FOLDER, name, theirs)
    if not options.check:
        files.write(BUILD / "messages" / "supple.pot", english)
        files.write_compiled(BUILD / "locale", "en_XA", pseudo.catalogue(english))
    for line in wrong:
        print(line, file=sys.stderr)
    if not options.check:
        safe = sum(one.is_safety for one in found)
        print(f"{len(english)} messages, {safe} places with safety text; {len(files.languages())} other languages")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
