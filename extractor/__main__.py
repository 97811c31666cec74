"""``python -m extractor``: the same as the command ``extract``."""

from extractor.cli import main

if __name__ == "__main__":
    main(prog_name="extract")
