"""What is in this file? Files of other makers and Supple's own tables become events; one module per format."""

from supple.imports.reader import read_file
from supple.imports.result import ImportResult, LeftOut
from supple.imports.template import template_csv
from supple.imports.writing import write_table

__all__ = ["ImportResult", "LeftOut", "read_file", "template_csv", "write_table"]
