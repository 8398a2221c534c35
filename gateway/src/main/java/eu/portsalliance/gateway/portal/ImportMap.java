package eu.portsalliance.gateway.portal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.webjars.WebJarVersionLocator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the browser finds the libraries that the portal imports by name (HTML standard, import
 * maps). Addresses carry the versions on the classpath, so they can be cached for ever.
 */
final class ImportMap {

  /** Name of an import, WebJar, and the file that the bare name stands for. */
  private record Library(String name, String webjar, String entry) {}

  private static final Library[] LIBRARIES = {
    new Library("lit", "lit", "index.js"),
    new Library("lit-html", "lit-html", "lit-html.js"),
    new Library("lit-element", "lit-element", "index.js"),
    new Library("@lit/reactive-element", "lit__reactive-element", "reactive-element.js"),
  };

  private ImportMap() {}

  /** The document, as it stands between the script tags. */
  static String json() {
    WebJarVersionLocator versions = new WebJarVersionLocator();
    Map<String, String> imports = new LinkedHashMap<>();
    for (Library library : LIBRARIES) {
      String version = versions.version(library.webjar());
      if (version == null) {
        throw new IllegalStateException(
            "The WebJar " + library.webjar() + " is missing: the portal cannot be served.");
      }
      String folder = "/webjars/" + library.webjar() + "/" + version + "/";
      imports.put(library.name(), folder + library.entry());
      imports.put(library.name() + "/", folder);
    }
    return JsonMapper.builder().build().writeValueAsString(Map.of("imports", imports));
  }
}
