package eu.portsalliance.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A problem (RFC 9457): a type from the closed list, a sentence for this occurrence, and the fields
 * that it is about.
 *
 * @param type the type
 * @param detail what happened and what to do next; never content that the caller may not see
 * @param errors the fields at fault, empty when no single field is
 */
public record Problem(ProblemType type, String detail, List<FieldError> errors) {

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of());
  }

  /** A problem about one field; {@code INVALID_FIELD}. */
  public static Problem field(String field, String detail) {
    return fields(List.of(new FieldError(field, detail)));
  }

  /** A problem about several fields; {@code INVALID_FIELD}. */
  public static Problem fields(List<FieldError> errors) {
    String names = String.join(", ", errors.stream().map(FieldError::field).toList());
    return new Problem(ProblemType.INVALID_FIELD, "Mend: " + names + ".", errors);
  }

  /** The members of the JSON document (RFC 9457, section 3.1). */
  public Body body() {
    return new Body(type.uri(), type.title(), type.status(), detail, errors);
  }

  /** The whole answer, with status and {@code application/problem+json}. */
  public ResponseEntity<Body> response() {
    return ResponseEntity.status(type.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(body());
  }

  /** The JSON document as it goes out. */
  public record Body(
      URI type,
      String title,
      int status,
      String detail,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {}
}
