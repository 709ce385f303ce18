"""Every error that a user can cause or must act on.

    MakaleError
    ├── InputError                 what the user gave cannot be used
    │   ├── FileMissing            no such file
    │   ├── FileUnreadable         the system refuses to read it
    │   ├── FileEmpty              nothing but white space
    │   ├── FileBinary             not a text
    │   ├── FileTooLarge           over the limit in bytes
    │   ├── NoArticles             a folder without a readable article
    │   ├── FormatUnknown          a kind of file that is not read
    │   ├── QuestionEmpty          nothing to look for
    │   ├── QuestionTooLong        over the limit in characters
    │   ├── OptionInvalid          a setting or an option with an impossible value
    │   ├── OptionsClash           two options that exclude each other
    │   ├── ArticleUnknown         no article of that number in the library
    │   ├── ExtraMissing           a package that only some commands need
    │   └── DatasetError           a data set that cannot be evaluated on
    │       ├── DatasetUnknown     none of the forms that are read
    │       ├── DatasetMalformed   not JSON where JSON should be
    │       ├── DatasetIncomplete  a field is missing or has another type
    │       ├── DatasetAnswerLost  an answer that does not stand in the text
    │       ├── DatasetIdTwice     two questions of one id
    │       ├── DatasetEmpty       no questions or no articles
    │       └── DatasetOther       results of another data set, which can't be compared
    ├── LibraryError               a library on disk that cannot be used as it is
    │   ├── LibraryMissing         no library there
    │   ├── LibraryDamaged         the database is not one, or is torn
    │   ├── IndexDamaged           a derived index is torn; the database is whole
    │   ├── LibraryOutdated        made by another analyser, schema or encoder build
    │   ├── EncoderMismatch        made by another encoder than the one asked for
    │   ├── LibraryBusy            another process is writing
    │   └── FolderUnwritable       the folder cannot be written
    └── EncoderError               an encoder that cannot be had
        ├── EncoderMissing         neither a folder nor a reachable hub model
        └── EncoderBroken          a folder that holds no whole model

An error carries the facts as keyword arguments; the sentences that users read, in Turkish and in
English, stand in ``qa.messages`` under the name of the class. ``str(error)`` is for engineers.
"""

from __future__ import annotations


class MakaleError(Exception):
    """Root of the tree. ``facts`` are the values that the message names."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        listed = ", ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"{type(self).__name__}({listed})")


class InputError(MakaleError):
    """What the user gave cannot be used."""


class FileMissing(InputError):
    """No such file. Facts: path."""


class FileUnreadable(InputError):
    """The system refuses to read the file. Facts: path, reason."""


class FileEmpty(InputError):
    """The file holds nothing but white space. Facts: path."""


class FileBinary(InputError):
    """The file is not a text. Facts: path."""


class FileTooLarge(InputError):
    """The file is larger than an article may be. Facts: path, megabytes, limit (megabytes)."""


class NoArticles(InputError):
    """The folder holds no readable article. Facts: path, formats."""


class FormatUnknown(InputError):
    """A kind of file that is not read. Facts: path, formats."""


class QuestionEmpty(InputError):
    """The question holds no word."""


class QuestionTooLong(InputError):
    """The question is too long. Facts: length, limit (both in characters)."""


class OptionsClash(InputError):
    """Two options that exclude each other. Facts: option, other."""


class OptionInvalid(InputError):
    """A setting or an option with an impossible value. Facts: option, value, expected."""


class ArticleUnknown(InputError):
    """The library has no article of that number. Facts: article, library."""


class ExtraMissing(InputError):
    """A package that only some commands need is not installed. Facts: package, extra."""


class DatasetError(InputError):
    """A data set that cannot be evaluated on."""


class DatasetUnknown(DatasetError):
    """None of the forms that are read. Facts: path."""


class DatasetMalformed(DatasetError):
    """Not JSON where JSON should be. Facts: path, line, reason."""


class DatasetIncomplete(DatasetError):
    """A field is missing or has another type. Facts: path, line, field."""


class DatasetAnswerLost(DatasetError):
    """An answer that does not stand in the text. Facts: path, line, answer."""


class DatasetIdTwice(DatasetError):
    """Two questions of one id. Facts: path, line, id."""


class DatasetEmpty(DatasetError):
    """No questions or no articles. Facts: path."""


class DatasetOther(DatasetError):
    """Results of another data set, which can't be compared. Facts: path, name, other."""


class LibraryError(MakaleError):
    """A library on disk that cannot be used as it is."""


class LibraryMissing(LibraryError):
    """No library at that place. Facts: path."""


class LibraryDamaged(LibraryError):
    """The database of the library is torn. Facts: path, reason."""


class IndexDamaged(LibraryError):
    """A derived index is torn; the database is whole. Facts: path, reason."""


class LibraryOutdated(LibraryError):
    """Made by another version. Facts: path, part, stored, current."""


class EncoderMismatch(LibraryError):
    """Made by another encoder than the one asked for. Facts: path, stored, asked."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library. Facts: path."""


class FolderUnwritable(LibraryError):
    """The folder cannot be written. Facts: path, reason."""


class EncoderError(MakaleError):
    """An encoder that cannot be had."""


class EncoderMissing(EncoderError):
    """Neither a folder nor a hub model that can be reached. Facts: name, reason."""


class EncoderBroken(EncoderError):
    """A folder that holds no whole model. Facts: name, reason."""
