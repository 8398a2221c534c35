package eu.portsalliance.intel.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.MediaType;

/** The kinds of files that are taken, each known by its first bytes. */
enum FileType {
  PNG("image/png", "\u0089PNG\r\n\u001a\n", ".png", ".png"),
  JPEG("image/jpeg", "\u00ff\u00d8\u00ff", ".jpg", ".jpeg"),
  PDF("application/pdf", "%PDF-", ".pdf", ".pdf");

  private final String word;
  private final String beginning;
  private final String ending;
  private final String otherEnding;

  FileType(String word, String beginning, String ending, String otherEnding) {
    this.word = word;
    this.beginning = beginning;
    this.ending = ending;
    this.otherEnding = otherEnding;
  }

  MediaType media() {
    return MediaType.parseMediaType(word);
  }

  /** The word that stands in the alert: {@code image/png}. */
  String word() {
    return word;
  }

  /** A name by which no system takes the file for something else. */
  String named(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return small.endsWith(ending) || small.endsWith(otherEnding) ? name : name + ending;
  }

  static Optional<FileType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /** What a file is, whatever is said of it; a beginning behind something else does not count. */
  static Optional<FileType> found(byte[] file) {
    String first = new String(file, 0, Math.min(file.length, 8), StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(type -> first.startsWith(type.beginning)).findFirst();
  }
}
