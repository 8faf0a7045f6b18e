"""`python -m supple.cli` is the same as `supple`."""

from supple.cli import main

main()
