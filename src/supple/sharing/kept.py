"""Where do the certificates live? In the data folder's `sharing`, the keys readable by their owner alone."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from supple.model import UserError
from supple.sharing.authority import Authority, to_pem
from supple.sharing.leaf import Leaf

FOLDER = "sharing"
_ROOT, _AUTHORITY, _LEAF, _PORT = "root.pem", "authority.pem", "leaf.pem", "port"


def folder_in(data_folder: Path) -> Path:
    return data_folder / FOLDER


def load_authority(folder: Path) -> Authority | None:
    """The authority of this machine; None before the first sharing. Raises UserError when its files are damaged."""
    if not (folder / _AUTHORITY).exists():
        return None
    try:
        root = x509.load_pem_x509_certificate((folder / _ROOT).read_bytes())
        certificate, key = _load_pair(folder / _AUTHORITY)
        certificate.verify_directly_issued_by(root)
        return Authority(root, certificate, key)
    except Exception:  # noqa: BLE001 -- whatever is wrong with the files, there is one thing to do
        raise UserError(
            "the certificates for sharing at home are damaged.",
            file=str(folder),
            hint="Remove them with `supple share --forget`, then share again and set the phone up once more.",
        ) from None


def save_authority(folder: Path, authority: Authority) -> None:
    """Keep a new one, in place of any before it. The root comes first: the authority says that all is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / _ROOT, authority.root.public_bytes(Encoding.PEM))
    _write(folder / _AUTHORITY, authority.certificate.public_bytes(Encoding.PEM) + to_pem(authority.key))


def load_leaf(folder: Path) -> Leaf | None:
    """The machine's certificate; None when there is none that can be read, for it is made again at once."""
    try:
        return Leaf(*_load_pair(folder / _LEAF))
    except Exception:  # noqa: BLE001 -- a damaged one is as good as none
        return None


def save_leaf(folder: Path, leaf: Leaf, authority: Authority) -> Path:
    """Keep it as a server reads it: its certificate, the authority's, and the key, in one file put there at once."""
    path = folder / _LEAF
    chain = [leaf.certificate.public_bytes(Encoding.PEM), authority.certificate.public_bytes(Encoding.PEM)]
    _write(path, b"".join([*chain, to_pem(leaf.key)]))
    return path


def leaf_path(folder: Path) -> Path:
    return folder / _LEAF


def load_port(folder: Path) -> int | None:
    """The port the phones know, so that what was put on their home screens goes on working."""
    try:
        return int((folder / _PORT).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def save_port(folder: Path, port: int) -> None:
    _write(folder / _PORT, str(port).encode("ascii"))


def forget(folder: Path) -> bool:
    """Remove everything of it. True when there was something."""
    was_there = folder.is_dir()
    shutil.rmtree(folder, ignore_errors=True)
    return was_there


def _load_pair(path: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    pem = path.read_bytes()
    certificate = x509.load_pem_x509_certificate(pem)  # the first in the file
    key = load_pem_private_key(pem[pem.index(b"-----BEGIN PRIVATE KEY") :], password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise ValueError("key and certificate do not belong together")
    return certificate, key


def _write(path: Path, content: bytes) -> None:
    """All or nothing, and never readable by anybody else, not even for a moment."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
