"""What of our JavaScript does a phone get? All of it but the comments and the types, which are for whoever reads it.

No other step lies between what is written and what runs: no tool, no names made short, no parts put together.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

# Comments stand on lines of their own, but for a type before an expression; a test holds our scripts to that.
_BLOCK = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_TYPE = re.compile(r"/\*\* @type \{(?:(?!\*/).)*\} \*/ ?")


def as_sent(source: str) -> str:
    """A script without its comments, its blank lines and the space before its lines."""
    text = _TYPE.sub("", _LINE.sub("", _BLOCK.sub("", source)))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves our files; scripts as they are sent."""

    @staticmethod
    def serve(static_file: object, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        if not request.path.endswith(".js") or request.method != "GET" or response.status_code != 200:
            return response
        with response.file_to_stream as file:  # type: ignore[attr-defined]
            source = file.read().decode()
        kept = {name: value for name, value in response.items() if name.lower() != "content-length"}
        return HttpResponse(as_sent(source), headers=kept)
