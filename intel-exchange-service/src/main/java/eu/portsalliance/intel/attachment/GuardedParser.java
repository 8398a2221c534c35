package eu.portsalliance.intel.attachment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;

/**
 * Reads a PDF and looks at each stream before anything decodes it: how large it grows is counted
 * without keeping it. The library keeps what it decodes, however large that is.
 */
final class GuardedParser extends PDFParser {

  /** A page in colour at 300 dots an inch, uncompressed, is half of it. */
  private static final long MOST_IN_STREAM = 64_000_000;

  private static final long MOST_IN_ALL = 256_000_000;

  /** Tables of objects, which the library itself decodes. */
  private static final long MOST_IN_STRUCTURE = 8_000_000;

  private static final int MOST_MEMORY = 16_000_000;
  private static final int MOST_FILTERS = 2;
  private static final int WIDEST_ROW = 4096;

  private static final Set<COSName> FLATE =
      Set.of(COSName.FLATE_DECODE, COSName.FLATE_DECODE_ABBREVIATION);
  private static final Set<COSName> JPEG =
      Set.of(COSName.DCT_DECODE, COSName.DCT_DECODE_ABBREVIATION);
  private static final Set<COSName> TEXT =
      Set.of(
          COSName.ASCII85_DECODE,
          COSName.ASCII85_DECODE_ABBREVIATION,
          COSName.ASCII_HEX_DECODE,
          COSName.ASCII_HEX_DECODE_ABBREVIATION);
  private static final Set<COSName> FAX =
      Set.of(COSName.CCITTFAX_DECODE, COSName.CCITTFAX_DECODE_ABBREVIATION);

  private long grown;

  GuardedParser(byte[] file) throws IOException {
    super(
        new RandomAccessReadBuffer(file),
        "",
        null,
        null,
        // on no disk: what is read here is nobody else's to find
        MemoryUsageSetting.setupMainMemoryOnly(MOST_MEMORY).streamCache);
  }

  @Override
  protected void prepareDecryption() throws IOException {
    if (document.isEncrypted()) {
      throw new FileRefused("is encrypted: save it without a password first");
    }
    super.prepareDecryption();
  }

  @Override
  protected COSStream parseCOSStream(COSDictionary dictionary) throws IOException {
    COSStream stream = super.parseCOSStream(dictionary);
    long place = source.getPosition();
    look(stream);
    source.seek(place);
    return stream;
  }

  private void look(COSStream stream) throws IOException {
    if (stream.containsKey(COSName.F)) {
      throw new FileRefused("points to another file");
    }
    List<COSName> filters = filters(stream);
    boolean structure = structure(stream);
    if (filters.size() > MOST_FILTERS || !filters.stream().allMatch(one -> known(one, structure))) {
      throw new FileRefused(
          "holds parts in a form that is not taken: print it to a new PDF and attach that");
    }
    if (structure && row(stream) > WIDEST_ROW) {
      throw new FileRefused("is no PDF that a program writes");
    }
    if (filters.stream().anyMatch(FLATE::contains)) {
      grow(stream, filters, structure ? MOST_IN_STRUCTURE : MOST_IN_STREAM);
    }
  }

  private static boolean known(COSName filter, boolean structure) {
    return FLATE.contains(filter)
        || (!structure && (JPEG.contains(filter) || TEXT.contains(filter) || FAX.contains(filter)));
  }

  /** What the library takes for a table of objects: it goes by these keys, not by the type. */
  private static boolean structure(COSStream stream) {
    return (stream.containsKey(COSName.N) && stream.containsKey(COSName.FIRST))
        || stream.containsKey(COSName.W)
        || COSName.OBJ_STM.equals(stream.getCOSName(COSName.TYPE))
        || COSName.XREF.equals(stream.getCOSName(COSName.TYPE));
  }

  private static int row(COSStream stream) {
    COSBase given = stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
    return switch (given) {
      case COSDictionary one -> row(one);
      case COSArray several -> {
        int widest = 0;
        for (int i = 0; i < several.size(); i++) {
          widest =
              several.getObject(i) instanceof COSDictionary one
                  ? Math.max(widest, row(one))
                  : widest;
        }
        yield widest;
      }
      case null, default -> 0;
    };
  }

  private static int row(COSDictionary parameters) {
    int columns = parameters.getInt(COSName.COLUMNS, 1);
    int colors = parameters.getInt(COSName.COLORS, 1);
    int bits = parameters.getInt(COSName.BITS_PER_COMPONENT, 8);
    boolean sound =
        columns > 0 && columns <= WIDEST_ROW && colors > 0 && colors <= 4 && bits > 0 && bits <= 16;
    return sound ? columns : Integer.MAX_VALUE;
  }

  private void grow(COSStream stream, List<COSName> filters, long most) throws IOException {
    byte[] chunk = new byte[8192];
    long size = 0;
    try (InputStream in = inflating(stream, filters)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        size += read;
        grown += read;
        if (size > most || grown > MOST_IN_ALL) {
          throw new FileRefused("grows beyond what is taken when it is opened");
        }
      }
    } catch (IOException torn) {
      throw new FileRefused("has a part that cannot be read");
    }
  }

  private static InputStream inflating(COSStream stream, List<COSName> filters) throws IOException {
    InputStream in = stream.createRawInputStream();
    for (int i = 0; i < filters.size(); i++) {
      if (FLATE.contains(filters.get(i))) {
        in = new InflaterInputStream(in);
      } else if (TEXT.contains(filters.get(i))) {
        in = fromText(in, stream, filters.get(i), i);
      }
    }
    return in;
  }

  private static InputStream fromText(InputStream in, COSStream stream, COSName filter, int index)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FilterFactory.INSTANCE.getFilter(filter).decode(in, new Bounded(bytes), stream, index);
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  /** Takes no more than a file may have. */
  private static final class Bounded extends OutputStream {

    private final ByteArrayOutputStream bytes;

    Bounded(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int one) {
      if (bytes.size() >= Uploads.MOST_BYTES) {
        throw new FileRefused("grows beyond what is taken when it is opened");
      }
      bytes.write(one);
    }
  }

  /** The JPEG file of a stream that is a picture in that form; empty for all others. */
  static byte[] jpeg(COSStream stream) throws IOException {
    List<COSName> filters = filters(stream);
    if (filters.isEmpty() || !JPEG.contains(filters.getLast())) {
      return new byte[0];
    }
    try (InputStream in = inflating(stream, filters)) {
      byte[] bytes = in.readNBytes(Uploads.MOST_BYTES + 1);
      if (bytes.length > Uploads.MOST_BYTES) {
        throw new FileRefused("grows beyond what is taken when it is opened");
      }
      return bytes;
    }
  }

  private static List<COSName> filters(COSStream stream) {
    List<COSName> names = new ArrayList<>();
    switch (stream.getFilters()) {
      case null -> {}
      case COSName one -> names.add(one);
      case COSArray several -> {
        for (int i = 0; i < several.size(); i++) {
          names.add(several.getObject(i) instanceof COSName name ? name : COSName.getPDFName("?"));
        }
      }
      default -> names.add(COSName.getPDFName("?"));
    }
    return names;
  }
}
