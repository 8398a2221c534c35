package eu.portsalliance.problem;

import java.net.URI;

/**
 * The closed list of problem types (RFC 9457, section 3.1.1). Each has a page of its own in
 * docs/problems, named for its slug; the type URI is relative to the gateway that answers.
 */
public enum ProblemType {
  MALFORMED_REQUEST("malformed-request", "The request cannot be read", 400),
  UNKNOWN_FIELD("unknown-field", "The request has a field that is not known here", 400),
  INVALID_FIELD("invalid-field", "A field of the request is not valid", 400),
  INVALID_CURSOR("invalid-cursor", "The cursor was not issued for this reading", 400),
  PURPOSE_REQUIRED("purpose-required", "A purpose and a case are needed", 400),
  IDEMPOTENCY_KEY_REQUIRED("idempotency-key-required", "An Idempotency-Key is needed", 400),
  UNAUTHENTICATED("unauthenticated", "Sign in, or send a valid token", 401),
  INVALID_ASSERTION("invalid-assertion", "The assertion of the peer is not valid", 401),
  FORBIDDEN("forbidden", "Your role does not allow this", 403),
  KEY_NOT_APPROVED("key-not-approved", "This key is not approved for this port", 403),
  NOT_FOUND("not-found", "There is nothing here, or nothing that you may see", 404),
  METHOD_NOT_ALLOWED("method-not-allowed", "This method is not offered here", 405),
  NOT_ACCEPTABLE("not-acceptable", "None of the accepted media types is offered", 406),
  REQUEST_TIMEOUT("request-timeout", "The body did not arrive in time", 408),
  CONFLICT("conflict", "The state does not allow this act", 409),
  STALE_VERSION("stale-version", "Somebody changed this in the meantime", 409),
  SECOND_PERSON_REQUIRED("second-person-required", "Another person has to do this", 409),
  PAYLOAD_TOO_LARGE("payload-too-large", "The body is larger than allowed", 413),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "This media type is not read here", 415),
  CONTENT_REFUSED("content-refused", "The file cannot be taken as it is", 422),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", "This Idempotency-Key stands for another act", 422),
  TOO_MANY_REQUESTS("too-many-requests", "More requests than allowed", 429),
  INTERNAL_ERROR("internal-error", "Something broke here", 500),
  SERVICE_UNAVAILABLE("service-unavailable", "A part of this port does not answer now", 503);

  private final String slug;
  private final String title;
  private final int status;

  ProblemType(String slug, String title, int status) {
    this.slug = slug;
    this.title = title;
    this.status = status;
  }

  /** The last segment of the type URI and the name of the page in docs/problems. */
  public String slug() {
    return slug;
  }

  /** A short sentence in English; the portal translates by slug. */
  public String title() {
    return title;
  }

  /** The HTTP status that goes with the type. */
  public int status() {
    return status;
  }

  /** The type URI, relative: {@code /problems/<slug>}. */
  public URI uri() {
    return URI.create("/problems/" + slug);
  }
}
