package eu.portsalliance.intel.duty;

import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rota as somebody sends it; nothing in it has been checked. */
record RotaForm(@Nullable String zone, @Nullable List<@Nullable Entry> shifts) {

  static final int MOST = 100;
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+){0,8}");

  /** One shift as it came. */
  record Entry(
      @Nullable Integer weekday,
      @Nullable String from,
      @Nullable String until,
      @Nullable Integer level,
      @Nullable String email,
      @Nullable String webhook) {}

  /** The rota, or a refusal that names each wrong field. */
  Rota checked(Set<String> webhookHosts) {
    List<FieldError> errors = new ArrayList<>();
    List<Rota.Shift> checked = new ArrayList<>();
    List<@Nullable Entry> entries = shifts == null ? List.of() : shifts;
    if (zone == null || !zone(zone)) {
      errors.add(
          new FieldError("zone", "is the IANA name of a time zone, such as Europe/Brussels"));
    }
    if (shifts == null || entries.size() > MOST) {
      errors.add(new FieldError("shifts", "takes up to " + MOST + " shifts"));
    }
    for (int i = 0; i < Math.min(MOST, entries.size()); i++) {
      shift(entries.get(i), "shifts[" + i + "]", webhookHosts, errors, checked);
    }
    if (!errors.isEmpty() || zone == null) {
      throw new ProblemException(Problem.fields(errors));
    }
    return new Rota(zone, checked);
  }

  private static void shift(
      @Nullable Entry entry,
      String at,
      Set<String> webhookHosts,
      List<FieldError> errors,
      List<Rota.Shift> checked) {
    if (entry == null
        || entry.weekday() == null
        || entry.from() == null
        || entry.until() == null
        || entry.level() == null) {
      errors.add(new FieldError(at, "needs weekday, from, until and level"));
      return;
    }
    int before = errors.size();
    if (entry.weekday() < 1 || entry.weekday() > 7) {
      errors.add(new FieldError(at + ".weekday", "is 1, Monday, to 7"));
    }
    if (entry.level() < 1 || entry.level() > 2) {
      errors.add(new FieldError(at + ".level", "is 1 or 2"));
    }
    if (!TIME.matcher(entry.from()).matches()) {
      errors.add(new FieldError(at + ".from", "is a time such as 08:00"));
    } else if (!TIME.matcher(entry.until()).matches() || !ends(entry.from(), entry.until())) {
      errors.add(
          new FieldError(at + ".until", "is a time later on the same day; 00:00 is its end"));
    }
    if (entry.email() == null && entry.webhook() == null) {
      errors.add(new FieldError(at, "needs email or webhook"));
    }
    if (entry.email() != null && !MAIL.matcher(entry.email()).matches()) {
      errors.add(new FieldError(at + ".email", "is no address of e-mail"));
    }
    if (entry.webhook() != null && !allowed(entry.webhook(), webhookHosts)) {
      errors.add(
          new FieldError(
              at + ".webhook", "is an https address at a host that the port has allowed"));
    }
    if (errors.size() == before) {
      checked.add(
          new Rota.Shift(
              entry.weekday(),
              entry.from(),
              entry.until(),
              entry.level(),
              entry.email(),
              entry.webhook()));
    }
  }

  private static boolean ends(String from, String until) {
    LocalTime end = LocalTime.parse(until);
    return end.equals(LocalTime.MIDNIGHT) || end.isAfter(LocalTime.parse(from));
  }

  /** Only this machine itself is spoken to without encryption. */
  private static boolean allowed(String webhook, Set<String> hosts) {
    try {
      URI uri = URI.create(webhook);
      String host = uri.getHost();
      boolean scheme =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && "127.0.0.1".equals(host));
      return webhook.length() <= 500
          && scheme
          && host != null
          && uri.getUserInfo() == null
          && hosts.contains(host);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean zone(String name) {
    try {
      return name.contains("/") && ZoneId.of(name) != null;
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
