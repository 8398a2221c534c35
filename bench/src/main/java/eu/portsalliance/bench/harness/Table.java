package eu.portsalliance.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in plain text: the first column to the left, figures to the right. */
public final class Table {
  private static final String GAP = "  ";

  private final String title;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param title what it is about
   * @param columns the words above its columns
   */
  public Table(String title, String... columns) {
    this.title = title;
    rows.add(List.of(columns));
  }

  /** One more row; returns this. Numbers with fractions are written with two digits. */
  public Table row(String what, Object... figures) {
    List<String> row = new ArrayList<>(List.of(what));
    for (Object figure : figures) {
      row.add(
          figure instanceof Double number
              ? String.format(Locale.ROOT, "%.2f", number)
              : String.valueOf(figure));
    }
    rows.add(row);
    return this;
  }

  /** The text, its lines ending with a line feed. */
  public String text() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(title).append('\n');
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(GAP);
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        String space = " ".repeat(widths[i] - cell.length());
        line.append(i == 0 ? cell + space : GAP + space + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
