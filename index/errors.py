"""Every error that a user can cause or must act on.

    MakaleError
    ├── InputError                 what the user gave cannot be used
    │   ├── FileMissing            no such file
    │   ├── FileUnreadable         the system refuses to read it
    │   ├── FileEmpty              nothing but white space
    │   ├── FileBinary             not a text
    │   ├── FileTooLarge           over the limit in bytes
    │   ├── FileTooLong            over the limit in pages
    │   ├── FileUnpacksTooLarge    small as it comes, over the limit once it is unpacked
    │   ├── FileTooCostly          over the limit in time or memory while it is read
    │   ├── FileBroken             not what its name or its first bytes say
    │   ├── FileLocked             asks for a password
    │   ├── FileScanned            pictures of pages, without text
    │   ├── NoArticles             a folder or an archive without a readable article
    │   ├── TooManyArticles        an archive of more articles than are read at once
    │   ├── FormatUnknown          a kind of file that is not read
    │   ├── PageError              an address that can't be read
    │   │   ├── AddressInvalid     no address of a web page
    │   │   ├── AddressForbidden   an address inside a network, which is nobody's to ask for
    │   │   ├── PageUnreachable    no such host, no connection, no valid certificate
    │   │   ├── PageRefused        the server says no
    │   │   ├── PageSlow           not there in time
    │   │   ├── PageTooLarge       over the limit in bytes
    │   │   ├── PageRedirects      sent from one address to the next for too long
    │   │   └── PageWithoutArticle nothing but navigation
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
    │   ├── LibraryUnreachable     its server does not answer in time
    │   ├── ServerRefuses          its server does not do what it is asked
    │   ├── RemoteRebuild          made anew it is under another name
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


class FileTooLong(InputError):
    """The file has more pages than are read. Facts: path, pages, limit."""


class FileUnpacksTooLarge(InputError):
    """Small as it comes, but over the limit once unpacked. Facts: path, limit (megabytes)."""


class FileTooCostly(InputError):
    """Reading takes more time or memory than allowed. Facts: path, seconds, megabytes (limits)."""


class FileBroken(InputError):
    """The file can't be read as the format that it seems to be. Facts: path, format."""


class FileLocked(InputError):
    """The file asks for a password. Facts: path."""


class FileScanned(InputError):
    """The pages are pictures: there is no text to read. Facts: path."""


class NoArticles(InputError):
    """The folder or the archive holds no readable article. Facts: path, formats."""


class TooManyArticles(InputError):
    """The archive holds more articles than are read at once. Facts: path, count, limit."""


class FormatUnknown(InputError):
    """A kind of file that is not read. Facts: path, formats."""


class PageError(InputError):
    """A web page that can't be read."""


class AddressInvalid(PageError):
    """Not the address of a web page. Facts: url."""


class AddressForbidden(PageError):
    """The address leads into a private network or to this machine. Facts: url, host."""


class PageUnreachable(PageError):
    """No host, no connection or no valid certificate. Facts: url, reason."""


class PageRefused(PageError):
    """The server answers with an error. Facts: url, status."""


class PageSlow(PageError):
    """The page was not there in time. Facts: url, seconds (limit)."""


class PageTooLarge(PageError):
    """The page is larger than an article may be. Facts: url, limit (megabytes)."""


class PageRedirects(PageError):
    """The address leads from one to the next for too long. Facts: url, limit."""


class PageWithoutArticle(PageError):
    """There is no running text on the page. Facts: url."""


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


class LibraryUnreachable(LibraryError):
    """The server of the library does not answer in time. Facts: path, seconds."""


class ServerRefuses(LibraryError):
    """The server of the library does not do what it is asked. Facts: path, reason, code."""


class RemoteRebuild(LibraryError):
    """A library on a server can't be rebuilt in its place. Facts: path."""


class FolderUnwritable(LibraryError):
    """The folder cannot be written. Facts: path, reason."""


class EncoderError(MakaleError):
    """An encoder that cannot be had."""


class EncoderMissing(EncoderError):
    """Neither a folder nor a hub model that can be reached. Facts: name, reason."""


class EncoderBroken(EncoderError):
    """A folder that holds no whole model. Facts: name, reason."""
