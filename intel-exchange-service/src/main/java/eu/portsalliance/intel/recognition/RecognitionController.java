package eu.portsalliance.intel.recognition;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Reads the numbers of a mail or list (openapi.yaml, /api/intel/recognitions). Nothing of the text
 * is kept, so the same request again gives the same answer without a stored one.
 */
@RestController
class RecognitionController {

  private static final int MOST_BYTES = 256 * 1024;

  /** What mail programs send; others are not guessed at. */
  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.US_ASCII,
          StandardCharsets.ISO_8859_1,
          Charset.forName("windows-1252"));

  private final AuditTrail audit;

  RecognitionController(AuditTrail audit) {
    this.audit = audit;
  }

  @PostMapping(
      path = "/api/intel/recognitions",
      consumes = {MediaType.TEXT_PLAIN_VALUE, "text/csv"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<Recognised> recognise(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      ServerHttpRequest request) {
    Charset charset =
        Optional.ofNullable(request.getHeaders().getContentType())
            .map(MediaType::getCharset)
            .orElse(StandardCharsets.UTF_8);
    if (!CHARSETS.contains(charset)) {
      return Mono.error(body("is read in UTF-8, ISO-8859-1 or windows-1252"));
    }
    return DataBufferUtils.join(request.getBody(), MOST_BYTES)
        .map(RecognitionController::bytes)
        .defaultIfEmpty(new byte[0])
        .map(bytes -> found(bytes, charset))
        .flatMap(found -> record(caller, work, found).thenReturn(found));
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static Recognised found(byte[] bytes, Charset charset) {
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Recogniser.read(text)
          .orElseThrow(
              () -> body("holds more than " + Recogniser.MOST + " numbers: send it in parts"));
    } catch (CharacterCodingException unreadable) {
      throw body("is not " + charset.name() + ", as its Content-Type says");
    }
  }

  private static ProblemException body(String detail) {
    return new ProblemException(Problem.field("body", detail));
  }

  /** Boxes are named by salted hash, each once. */
  private Mono<Void> record(Caller caller, Work work, Recognised found) {
    List<String> ids =
        found.containers().stream()
            .filter(container -> !container.duplicate())
            .map(container -> audit.hash(container.number()))
            .toList();
    return audit.recordReading(
        AuditEntry.of(AuditEntry.Act.COLLECTION, caller, work, "recognise numbers", ids));
  }
}
