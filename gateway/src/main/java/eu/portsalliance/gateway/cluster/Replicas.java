package eu.portsalliance.gateway.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ready replicas of one service. They are read from the first request on, beside the requests:
 * none waits for Kubernetes but the first ones. What Kubernetes does not tell now stays as it was.
 */
final class Replicas implements ServiceInstanceListSupplier, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String service;
  private final ReactiveDiscoveryClient discovery;
  private final AtomicReference<List<ServiceInstance>> last = new AtomicReference<>(List.of());
  private final AtomicBoolean told = new AtomicBoolean(true);
  private final Disposable.Swap reading = Disposables.swap();
  private final Flux<List<ServiceInstance>> known;

  Replicas(String service, ReactiveDiscoveryClient discovery) {
    this.service = service;
    this.discovery = discovery;
    this.known =
        Flux.interval(Duration.ZERO, PERIOD)
            .onBackpressureDrop()
            .concatMap(_ -> read(), 1)
            .replay(1)
            .autoConnect(1, reading::update);
  }

  @Override
  public String getServiceId() {
    return service;
  }

  @Override
  public Flux<List<ServiceInstance>> get() {
    return known.take(1);
  }

  @Override
  public void destroy() {
    reading.dispose();
  }

  private Mono<List<ServiceInstance>> read() {
    return discovery
        .getInstances(service)
        .collectList()
        .timeout(PATIENCE)
        .doOnNext(this::learnt)
        .onErrorResume(
            failure -> {
              notTold(failure);
              return Mono.just(last.get());
            });
  }

  private void learnt(List<ServiceInstance> replicas) {
    last.set(replicas);
    if (!told.getAndSet(true)) {
      LOG.info("Kubernetes tells the replicas of {} again: {}", service, replicas.size());
    }
  }

  private void notTold(Throwable failure) {
    if (told.getAndSet(false)) {
      LOG.warn(
          "Kubernetes does not tell the replicas of {} ({}); the {} that are known stay in use."
              + " docs/operations/discovery.md says what the service account needs",
          service,
          failure.getMessage(),
          last.get().size());
    }
  }
}
