"""What kept a request to a store from being done, read from the exceptions of the client library."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto


class StoreFault(Enum):
    """What kept a request from being done."""

    NO_LIBRARY = auto()  # fsspec or s3fs is not installed, or too old
    NO_CREDENTIALS = auto()  # the client library's chain found none
    BAD_CREDENTIALS = auto()  # the store does not know them, or they are out of date
    WRONG_REGION = auto()  # the bucket is elsewhere than the settings say
    DENIED = auto()
    NO_BUCKET = auto()
    NO_OBJECT = auto()
    STALE = auto()  # the condition of a write does not hold
    UNSUPPORTED = auto()  # the store does not know what it was asked
    BUSY = auto()
    UNREACHABLE = auto()  # no answer, or one that was cut off
    TOO_BIG = auto()
    OTHER = auto()


class StoreError(Exception):
    """A request that was not done.

    `detail` is the store's code or the exception's name, `right` is what the request needs ("s3:GetObject"), `size`
    is that of an object in bytes.
    """

    def __init__(self, fault: StoreFault, detail: str = "", size: int = 0) -> None:
        super().__init__(f"{fault.name} {detail}".strip())
        self.fault, self.detail, self.size, self.right = fault, detail, size, ""


_FAULTS = {
    StoreFault.NO_LIBRARY: "ParamValidationError",  # a library that is older than the conditions of writes
    StoreFault.BAD_CREDENTIALS: """
        InvalidAccessKeyId SignatureDoesNotMatch ExpiredToken InvalidToken TokenRefreshRequired RequestTimeTooSkewed
        InvalidClientTokenId UnauthorizedSSOTokenError TokenRetrievalError
        SSOTokenLoadError CredentialRetrievalError 401""",
    StoreFault.NO_CREDENTIALS: "NoCredentialsError PartialCredentialsError ProfileNotFound NoAuthTokenError",
    StoreFault.WRONG_REGION: """
        PermanentRedirect TemporaryRedirect AuthorizationHeaderMalformed IllegalLocationConstraintException
        InvalidRegionError NoRegionError 301 307""",
    StoreFault.DENIED: "AccessDenied AllAccessDisabled AccountProblem InvalidObjectState Forbidden 403",
    StoreFault.NO_BUCKET: "NoSuchBucket InvalidBucketName",
    StoreFault.NO_OBJECT: "NoSuchKey NoSuchVersion NotFound 404",
    StoreFault.STALE: "PreconditionFailed ConditionalRequestConflict 412",
    StoreFault.UNSUPPORTED: """
        NotImplemented NotSupported InvalidArgument InvalidRequest MethodNotAllowed BadRequest 400 405 501""",
    StoreFault.BUSY: """
        SlowDown ServiceUnavailable Throttling ThrottlingException RequestLimitExceeded OperationAborted 409 429 503""",
    StoreFault.UNREACHABLE: """
        EndpointConnectionError ConnectTimeoutError ReadTimeoutError ConnectionClosedError HTTPClientError
        ProxyConnectionError SSLError ResponseParserError ResponseStreamingError IncompleteReadError ClientPayloadError
        ClientConnectionError ServerDisconnectedError RequestTimeout InternalError FSTimeoutError TimeoutError
        ConnectionError gaierror 500 502 504""",
}
_FAULT_OF = {code: fault for fault, codes in _FAULTS.items() for code in codes.split()}


def store_error(error: BaseException) -> StoreError:
    """What an exception of the client library means.

    A refused write arrives as a bare OSError: the code of the store is in its cause.
    """
    if isinstance(error, StoreError):
        return error
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    for found in reversed(chain):
        response = getattr(found, "response", None)
        if isinstance(response, Mapping) and (told := response.get("Error")):
            code = str(told.get("Code", ""))
            status = str(response.get("ResponseMetadata", {}).get("HTTPStatusCode", ""))
            return StoreError(_FAULT_OF.get(code) or _FAULT_OF.get(status, StoreFault.OTHER), code or status)
    for found in reversed(chain):
        for kind in type(found).__mro__:
            if kind.__name__ in _FAULT_OF:
                return StoreError(_FAULT_OF[kind.__name__], type(found).__name__)
    return StoreError(StoreFault.OTHER, type(error).__name__)
