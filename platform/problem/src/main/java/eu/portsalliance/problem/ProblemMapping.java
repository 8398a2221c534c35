package eu.portsalliance.problem;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever failed into a problem; the one place where that is decided. */
public final class ProblemMapping {

  private ProblemMapping() {}

  /** The problem for a failure; what is not known becomes {@code INTERNAL_ERROR} without detail. */
  public static Problem of(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case WebExchangeBindException bind ->
          Problem.fields(
              bind.getFieldErrors().stream()
                  .map(e -> new FieldError(e.getField(), sentence(e.getDefaultMessage())))
                  .toList());
      case UnsupportedMediaTypeStatusException media ->
          Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send one of: " + listed(media.getSupportedMediaTypes()) + ".");
      case ServerWebInputException input -> unreadable(input);
      case MethodNotAllowedException method ->
          Problem.of(
              ProblemType.METHOD_NOT_ALLOWED,
              "Offered: " + listed(method.getSupportedMethods()) + ".");
      case NotAcceptableStatusException accept ->
          Problem.of(
              ProblemType.NOT_ACCEPTABLE,
              "Accept one of: " + listed(accept.getSupportedMediaTypes()) + ".");
      case DataBufferLimitException _ -> tooLarge();
      case ResponseStatusException status -> byStatus(status.getStatusCode());
      case TimeoutException _ ->
          Problem.of(
              ProblemType.SERVICE_UNAVAILABLE, "No answer in time. Try again in a few seconds.");
      default -> Problem.of(ProblemType.INTERNAL_ERROR, "Try again; if it stays, tell operations.");
    };
  }

  /** The problem for a bare status code, where nothing more is known. */
  public static Problem byStatus(HttpStatusCode status) {
    return switch (status.value()) {
      case 400 -> Problem.of(ProblemType.MALFORMED_REQUEST, "The request cannot be read.");
      case 401 -> Problem.of(ProblemType.UNAUTHENTICATED, "Sign in, or send a valid token.");
      case 403 -> Problem.of(ProblemType.FORBIDDEN, "Your role does not allow this.");
      case 404 -> Problem.of(ProblemType.NOT_FOUND, "Check the address.");
      case 413 -> tooLarge();
      case 429 -> Problem.of(ProblemType.TOO_MANY_REQUESTS, "Wait, then try again.");
      case 503, 504 ->
          Problem.of(
              ProblemType.SERVICE_UNAVAILABLE,
              "A part of this port does not answer now. Try again in a few seconds.");
      default ->
          status.is4xxClientError()
              ? Problem.of(ProblemType.MALFORMED_REQUEST, "The request cannot be answered.")
              : Problem.of(ProblemType.INTERNAL_ERROR, "Try again; if it stays, tell operations.");
    };
  }

  private static Problem unreadable(ServerWebInputException input) {
    for (Throwable cause = input.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnrecognizedPropertyException unknown -> {
          String field = path(unknown);
          return new Problem(
              ProblemType.UNKNOWN_FIELD,
              "Remove the field " + field + ", or correct its name.",
              List.of(new FieldError(field, "is not a field of this request")));
        }
        case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() -> {
          return Problem.field(path(mismatch), "is missing or has the wrong type or value");
        }
        case JacksonException wrapped when wrapped.getCause() instanceof ProblemException known -> {
          return known.problem();
        }
        case DataBufferLimitException _ -> {
          return tooLarge();
        }
        case ProblemException known -> {
          return known.problem();
        }
        case StreamReadException _ -> {
          return malformed();
        }
        case JacksonException json when !json.getPath().isEmpty() -> {
          return Problem.field(path(json), "is not valid");
        }
        default -> {
          // the reason stands in a cause further down, or the body is no JSON at all
        }
      }
    }
    MethodParameter parameter = input.getMethodParameter();
    if (parameter != null && !parameter.hasParameterAnnotation(RequestBody.class)) {
      String name = parameter.getParameterName();
      return Problem.field(name == null ? "query" : name, "is missing or cannot be read");
    }
    return malformed();
  }

  private static Problem malformed() {
    return Problem.of(
        ProblemType.MALFORMED_REQUEST,
        "The body is missing, is not well-formed JSON or names a member twice.");
  }

  private static Problem tooLarge() {
    return Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "Send less at once.");
  }

  private static String path(JacksonException failure) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : failure.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  private static String listed(Collection<?> offered) {
    return offered.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String sentence(@Nullable String message) {
    return message == null ? "is not valid" : message;
  }
}
