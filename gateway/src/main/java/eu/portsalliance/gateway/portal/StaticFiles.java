package eu.portsalliance.gateway.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * The portal's files and the libraries. Dates are of no use as validators: the build is
 * reproducible, so files of all versions bear the same one.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebFluxConfigurer {

  private static final String FILES = "classpath:/static/portal/";

  private final Map<String, String> etags = etags();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/webjars/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setUseLastModified(false)
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry
        .addResourceHandler("/portal/**")
        .addResourceLocations(FILES)
        .setUseLastModified(false)
        .setEtagGenerator(this::etag)
        .setCacheControl(CacheControl.noCache());
  }

  /** Made at start; a file that came later, as in development, is read at its first use. */
  private String etag(Resource file) {
    return etags.computeIfAbsent(address(file), _ -> hash(file));
  }

  private static String hash(Resource file) {
    try {
      return '"' + IndexPage.hash(file.getContentAsByteArray()) + '"';
    } catch (IOException e) {
      throw new UncheckedIOException("A file of the portal cannot be read.", e);
    }
  }

  private static Map<String, String> etags() {
    Map<String, String> etags = new ConcurrentHashMap<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES + "**")) {
        if (file.isReadable()) {
          etags.put(address(file), hash(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The portal's files cannot be read.", e);
    }
    return etags;
  }

  private static String address(Resource file) {
    try {
      return file.getURL().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
