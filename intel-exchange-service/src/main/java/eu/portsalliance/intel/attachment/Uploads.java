package eu.portsalliance.intel.attachment;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.alert.Attaching;
import eu.portsalliance.intel.alert.Writes;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.Unseen;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes files for drafts: who may, what they say it is, what it is, and what is kept of it. */
@Component
class Uploads {

  static final int MOST_BYTES = 5_000_000;
  static final int MOST_FILES = 8;

  private static final int LONGEST_NAME = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Attaching attaching;
  private final Attachments attachments;
  private final BlockingCleaning cleaning;
  private final Writes writes;
  private final InHand inHand;

  Uploads(
      Attaching attaching,
      Attachments attachments,
      BlockingCleaning cleaning,
      Writes writes,
      InHand inHand) {
    this.attaching = attaching;
    this.attachments = attachments;
    this.cleaning = cleaning;
    this.writes = writes;
    this.inHand = inHand;
  }

  /** What somebody sends and what they say of it. */
  record Sent(FileType type, String name, int version, Flux<DataBuffer> body) {}

  /** Cleans a file and makes it part of a draft. */
  Mono<ResponseEntity<byte[]>> take(
      Caller caller, Work work, IdempotencyKey key, String id, Sent sent) {
    return attaching
        .refusal(caller, id)
        .flatMap(
            refusal ->
                refusal.isPresent()
                    ? Mono.error(new ProblemException(refusal.get()))
                    : inHand.one(taken(caller, work, key, id, sent)));
  }

  private Mono<ResponseEntity<byte[]>> taken(
      Caller caller, Work work, IdempotencyKey key, String id, Sent sent) {
    String operation = "attach %s %d %s %s".formatted(id, sent.version(), sent.type(), sent.name());
    return bytes(sent.body())
        .timeout(PATIENCE)
        .flatMap(
            file ->
                clean(sent.type(), file)
                    .flatMap(
                        cleaned ->
                            writes.once(
                                caller,
                                work,
                                key,
                                operation,
                                id,
                                file,
                                Mono.defer(() -> attach(caller, work, id, sent, cleaned)))));
  }

  private static Mono<byte[]> bytes(Flux<DataBuffer> body) {
    return DataBufferUtils.join(body, MOST_BYTES)
        .map(
            joined -> {
              byte[] bytes = new byte[joined.readableByteCount()];
              joined.read(bytes);
              DataBufferUtils.release(joined);
              return bytes;
            })
        .onErrorMap(
            DataBufferLimitException.class,
            _ -> refused(ProblemType.PAYLOAD_TOO_LARGE, "content", "is larger than 5 MB"))
        .switchIfEmpty(
            Mono.error(() -> new ProblemException(Problem.field("content", "is needed"))));
  }

  private Mono<byte[]> clean(FileType declared, byte[] file) {
    Optional<FileType> found = FileType.found(file);
    if (found.isEmpty() || found.get() != declared) {
      return Mono.error(
          refused(
              ProblemType.CONTENT_REFUSED,
              "content",
              "is not what its Content-Type says: " + declared.word()));
    }
    return cleaning
        .clean(declared, file)
        .flatMap(
            cleaned ->
                switch (cleaned) {
                  case Cleaned.Kept kept -> Mono.just(kept.bytes());
                  case Cleaned.Refused no ->
                      Mono.error(refused(ProblemType.CONTENT_REFUSED, "content", no.reason()));
                });
  }

  private Mono<ResponseEntity<?>> attach(
      Caller caller, Work work, String id, Sent sent, byte[] cleaned) {
    String sha256 = sha256(cleaned);
    var file = new StixAlert.Attachment(sent.name(), sent.type().word(), cleaned.length, sha256);
    return attaching
        .change(caller, work, id, sent.version(), "attach file", held -> added(held, file))
        .flatMap(
            answer ->
                answer.getStatusCode().isError()
                    ? Mono.just(answer)
                    : attachments
                        .keep(id, sha256, cleaned)
                        .thenReturn(created(id, sha256, answer)));
  }

  private static ResponseEntity<?> created(String id, String sha256, ResponseEntity<?> answer) {
    return ResponseEntity.created(URI.create("/api/intel/alerts/" + id + "/attachments/" + sha256))
        .body(answer.getBody());
  }

  private static Attaching.Change added(
      List<StixAlert.Attachment> held, StixAlert.Attachment file) {
    if (held.stream().anyMatch(one -> one.sha256().equals(file.sha256()))) {
      return new Attaching.Change.Refused(
          problem(ProblemType.CONTENT_REFUSED, "content", "is attached already"));
    }
    if (held.size() >= MOST_FILES) {
      return new Attaching.Change.Refused(
          problem(
              ProblemType.CONTENT_REFUSED,
              "content",
              "is one too many: an alert has at most " + MOST_FILES + " attachments"));
    }
    List<StixAlert.Attachment> more = new ArrayList<>(held);
    more.add(file);
    return new Attaching.Change.To(more);
  }

  /** Takes a file away from a draft. */
  Mono<ResponseEntity<?>> remove(Caller caller, Work work, String id, String sha256, int version) {
    return attaching.change(
        caller, work, id, version, "remove attachment", held -> without(held, sha256));
  }

  private static Attaching.Change without(List<StixAlert.Attachment> held, String sha256) {
    List<StixAlert.Attachment> fewer =
        held.stream().filter(one -> !one.sha256().equals(sha256)).toList();
    return fewer.size() == held.size()
        ? new Attaching.Change.Refused(
            Problem.of(ProblemType.NOT_FOUND, "Check the id; or you may not see it."))
        : new Attaching.Change.To(fewer);
  }

  /** What the head of a request says of its file; refuses what is not said or not taken. */
  static Sent sent(ServerHttpRequest request, int version) {
    FileType type = type(request.getHeaders());
    return new Sent(type, type.named(name(request.getHeaders())), version, request.getBody());
  }

  private static FileType type(HttpHeaders headers) {
    try {
      return Optional.ofNullable(headers.getContentType())
          .flatMap(given -> FileType.of(given.toString()))
          .orElseThrow(Uploads::otherType);
    } catch (InvalidMediaTypeException malformed) {
      throw otherType();
    }
  }

  private static ProblemException otherType() {
    return refused(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "Content-Type",
        "is image/png, image/jpeg or application/pdf");
  }

  private static String name(HttpHeaders headers) {
    String name = "";
    try {
      name = Optional.ofNullable(headers.getContentDisposition().getFilename()).orElse("").strip();
    } catch (IllegalArgumentException malformed) {
      // answered below, like one that is not there
    }
    boolean plain =
        !name.isEmpty()
            && name.length() <= LONGEST_NAME
            && !Unseen.in(name)
            && name.codePoints().noneMatch(c -> "/\\\n\r\t\"<>|:*?".indexOf(c) >= 0 || c == 0xFFFD);
    if (!plain) {
      throw new ProblemException(
          Problem.field(
              "name",
              "is 1 to 100 characters without slashes and signs that file systems do not take, as"
                  + " the filename of Content-Disposition"));
    }
    return name;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ProblemException refused(ProblemType type, String field, String detail) {
    return new ProblemException(problem(type, field, detail));
  }

  private static Problem problem(ProblemType type, String field, String detail) {
    return new Problem(type, "Mend: " + field + ".", List.of(new FieldError(field, detail)));
  }
}
