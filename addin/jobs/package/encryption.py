"""A password on a workbook: Office's own encryption (ECMA-376, AES), by msoffcrypto-tool."""

from __future__ import annotations

from io import BytesIO

from addin.errors import FileError, UnusableFile


def locked(data: bytes, password: str) -> bytes:
    """Return the workbook as one that opens with the password only."""
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - few set a password

    out = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def unlocked(data: bytes, password: str) -> bytes:
    """Return the workbook without its password; one without comes back as it is.

    Raises UnusableFile where the password is another, or the file is damaged.
    """
    if data[:4] == b"PK\x03\x04":
        return data
    from msoffcrypto import OfficeFile  # noqa: PLC0415 - few set a password
    from msoffcrypto.exceptions import FileFormatError, InvalidKeyError  # noqa: PLC0415

    out = BytesIO()
    try:
        file = OfficeFile(BytesIO(data))
        file.load_key(password=password, verify_password=True)
        file.decrypt(out)
    except InvalidKeyError as error:
        raise UnusableFile("密码不对，请向报送单位核实", FileError.ENCRYPTED) from error
    except FileFormatError as error:
        raise UnusableFile(kind=FileError.DAMAGED) from error
    return out.getvalue()
