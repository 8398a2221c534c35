package eu.portsalliance.intel.attachment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Looks for what stands in a PDF file and not in the document that is read from it (ISO 32000-1,
 * section 7.5): objects to which nothing leads, versions of before, bytes between the objects and
 * behind the end.
 */
final class DocumentRemains {

  private static final String END = "%%EOF";

  /** By so much two libraries may differ in how they write the same objects. */
  private static final int SLACK = 1_024;

  private DocumentRemains() {}

  /**
   * Whether there is nothing of that kind.
   *
   * @param anew how long the same document is when it is written anew
   */
  static boolean none(byte[] file, int anew) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return file.length <= anew + SLACK
        && text.strip().endsWith(END)
        && text.indexOf(END) == text.lastIndexOf(END)
        && everythingIsReached(file);
  }

  private static boolean everythingIsReached(byte[] file) {
    try (PDDocument document = new GuardedParser(file).parse(false)) {
      Set<COSObjectKey> reached = new HashSet<>();
      Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      Deque<COSBase> waiting = new ArrayDeque<>(List.of(document.getDocument().getTrailer()));
      while (!waiting.isEmpty()) {
        COSBase next = waiting.pop();
        if (seen.add(next)) {
          if (next instanceof COSObject reference) {
            reached.add(reference.getKey());
          }
          parts(next).stream().filter(Objects::nonNull).forEach(waiting::add);
        }
      }
      return reached.containsAll(document.getDocument().getXrefTable().keySet());
    } catch (IOException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException torn) {
      // what else the library throws for what it cannot read
      return false;
    }
  }

  private static Collection<COSBase> parts(COSBase of) {
    return switch (of) {
      case COSObject reference ->
          reference.getObject() == null ? List.of() : List.of(reference.getObject());
      case COSDictionary dictionary -> dictionary.getValues();
      case COSArray array -> array.toList().stream().map(part -> (COSBase) part).toList();
      default -> List.of();
    };
  }
}
