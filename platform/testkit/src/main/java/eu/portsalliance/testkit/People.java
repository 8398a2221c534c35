package eu.portsalliance.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * Boxes and consignments are scored, people are not: looks by name for what would stand for a
 * person beside what ranks.
 */
public final class People {

  private static final Pattern PERSON =
      words(
          "person|persons|people|actor|driver|drivers|crew|suspect|suspects|party|parties|surname"
              + "|passport|birth|nationality|worker|employee");
  private static final Pattern RANK =
      words("score|scores|rank|rating|points|weight|threat|suspicion|probability|likelihood|hits");

  private People() {}

  private static Pattern words(String words) {
    return Pattern.compile("(?:^|[^a-z])(?:" + words + ")(?:$|[^a-z])");
  }

  /** Tables and views that have a column for a person and one that ranks. */
  public static List<String> ranked(TestPostgres.Database database) {
    return tables(database).filter(People::ranks).toList();
  }

  /** Tables and views with a column for a person. */
  public static List<String> named(TestPostgres.Database database) {
    return tables(database)
        .filter(table -> PERSON.matcher(table).find())
        .map(table -> table.substring(0, table.indexOf(' ')))
        .toList();
  }

  /** Each with its columns behind it. */
  private static Stream<String> tables(TestPostgres.Database database) {
    return database
        .rows(
            """
            select table_name || ' ' || string_agg(column_name, ' ' order by ordinal_position)
              from information_schema.columns where table_schema = 'public' group by table_name
            """)
        .stream();
  }

  /** Operations with their parameters, and schemas, that name a person and something that ranks. */
  public static List<String> ranked(String contract) {
    List<String> ranked = new ArrayList<>();
    Map<String, Object> read = new Yaml().load(contract);
    walk(List.of(), read, ranked);
    return ranked;
  }

  private static void walk(List<String> at, @Nullable Object node, List<String> ranked) {
    switch (node) {
      case Map<?, ?> map -> {
        String name = String.join(" ", at.subList(Math.max(0, at.size() - 2), at.size()));
        if (ranks(name + " " + keys(map.get("properties")) + " " + keys(map.get("parameters")))) {
          ranked.add(name);
        }
        map.forEach(
            (key, value) ->
                walk(
                    Stream.concat(at.stream(), Stream.of(key.toString())).toList(), value, ranked));
      }
      case List<?> list -> list.forEach(value -> walk(at, value, ranked));
      case null, default -> {
        // a value names nothing
      }
    }
  }

  /** The names in a map, and those of a list of things with a name. */
  private static String keys(@Nullable Object named) {
    return switch (named) {
      case Map<?, ?> map -> map.keySet().toString();
      case List<?> list ->
          list.stream()
              .map(one -> one instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : "")
              .toList()
              .toString();
      case null, default -> "";
    };
  }

  private static boolean ranks(String names) {
    String words = names.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return PERSON.matcher(words).find() && RANK.matcher(words).find();
  }
}
