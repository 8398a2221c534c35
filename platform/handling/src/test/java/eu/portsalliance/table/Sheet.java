package eu.portsalliance.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One hand-written table: a heading, key columns, cells. */
public final class Sheet {

  /** Where a cell stands. */
  public record Cell(String sheet, String row, String column) {}

  private final String name;
  private final Map<Cell, String> cells = new LinkedHashMap<>();

  /**
   * Reads {@code table/<name>.csv}.
   *
   * @param keys how many columns at the left name the row
   */
  Sheet(String name, int keys) {
    this.name = name;
    List<List<String>> lines = lines(name);
    List<String> heading = lines.getFirst();
    for (List<String> line : lines.subList(1, lines.size())) {
      String row = String.join("/", line.subList(0, keys));
      for (int i = keys; i < heading.size(); i++) {
        cells.put(new Cell(name, row, heading.get(i)), line.get(i));
      }
    }
  }

  Map<Cell, String> cells() {
    return cells;
  }

  Cell at(String row, String column) {
    Cell cell = new Cell(name, row, column);
    Objects.requireNonNull(cells.get(cell), cell::toString);
    return cell;
  }

  private static List<List<String>> lines(String name) {
    try (InputStream in = Sheet.class.getResourceAsStream("/table/" + name + ".csv")) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      List<List<String>> lines = new ArrayList<>();
      for (String line : text.split("\n", -1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(Arrays.stream(line.split(",", -1)).map(String::strip).toList());
        }
      }
      return lines;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
