package eu.portsalliance.gateway.cluster;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.Live;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * Puts a changed ConfigMap into force as far as that goes without a restart: log levels (the
 * refresher sets them), the ports and agencies shown, limits other than those of streams, which go
 * with the size of the connection pool. No bean is built anew, so sessions and streams go on.
 */
final class Reload implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
  private static final String PREFIX = "alliance.gateway";
  private static final Pattern LIVE =
      Pattern.compile(
          "(logging\\.level\\.|alliance\\.gateway\\.(ports\\[|agencies\\[|limits\\.(?!streams))).*");

  private final ContextRefresher refresher;
  private final Environment environment;
  private final Live live;

  Reload(ContextRefresher refresher, Environment environment, Live live) {
    this.refresher = refresher;
    this.environment = environment;
    this.live = live;
  }

  @Override
  public void run() {
    Set<String> changed = refresher.refreshEnvironment();
    List<String> later =
        changed.stream().filter(key -> !LIVE.matcher(key).matches()).sorted().toList();
    if (!later.isEmpty()) {
      LOG.warn("changed in the ConfigMap and not in force before a restart: {}", later);
    }
    if (changed.stream().anyMatch(key -> key.startsWith(PREFIX))) {
      takeOver();
    }
  }

  private void takeOver() {
    try {
      live.take(
          Binder.get(
                  environment,
                  new NoUnboundElementsBindHandler(
                      BindHandler.DEFAULT, new UnboundElementsSourceFilter()))
              .bindOrCreate(PREFIX, GatewayProperties.class));
      LOG.info("ports, agencies and limits are as the ConfigMap says now");
    } catch (BindException | IllegalArgumentException refused) {
      LOG.warn(
          "the changed ConfigMap is not taken, the gateway goes on as before: {}",
          NestedExceptionUtils.getMostSpecificCause(refused).getMessage());
    }
  }
}
