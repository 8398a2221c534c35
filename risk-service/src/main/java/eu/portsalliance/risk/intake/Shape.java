package eu.portsalliance.risk.intake;

import java.util.HashMap;
import java.util.Map;

/** Which fields a JSON value may have; everything else is refused by its name. */
sealed interface Shape {
  /** A value without fields. */
  enum Leaf implements Shape {
    TEXT,
    NUMBER,
    FLAG
  }

  /** An array whose items all have one shape. */
  record ListOf(Shape item) implements Shape {}

  /** An object and the fields that the standard knows for it. */
  record Fields(Map<String, Shape> known) implements Shape {
    public Fields {
      known = Map.copyOf(known);
    }

    static Fields none() {
      return new Fields(Map.of());
    }

    Fields text(String... names) {
      return all(Leaf.TEXT, names);
    }

    Fields number(String... names) {
      return all(Leaf.NUMBER, names);
    }

    Fields flag(String... names) {
      return all(Leaf.FLAG, names);
    }

    Fields nested(String name, Shape shape) {
      return all(shape, name);
    }

    Fields list(String name, Shape item) {
      return all(new ListOf(item), name);
    }

    private Fields all(Shape shape, String... names) {
      Map<String, Shape> more = new HashMap<>(known);
      for (String name : names) {
        more.put(name, shape);
      }
      return new Fields(more);
    }
  }
}
