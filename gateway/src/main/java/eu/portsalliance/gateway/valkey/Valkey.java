package eu.portsalliance.gateway.valkey;

import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.GetExArgs;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;

/**
 * Short texts with an end, each changed in one command. There is one connection, made when it is
 * first used and again after each failure, so that a gateway starts and serves tokens without it.
 * What cannot be had in time is {@code 503} for those who need it.
 */
public final class Valkey implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Valkey.class);
  private static final int THREADS = 2;
  private static final int QUEUE = 10_000;
  private static final String PUT_IF_STILL =
      """
      if redis.call('get', KEYS[1]) == ARGV[1] then
        redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
        return 1
      end
      return 0
      """;

  private final Duration timeout;
  private final ClientResources resources;
  private final RedisClient client;
  private final Mono<StatefulRedisConnection<String, String>> connection;
  private final AtomicBoolean answers = new AtomicBoolean(true);

  public Valkey(ValkeyProperties properties) {
    this.timeout = properties.timeout();
    RedisURI address = address(properties);
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            // a connection that failed is replaced by the next call; nothing waits in it till then
            .autoReconnect(false)
            .requestQueueSize(QUEUE)
            .publishOnScheduler(true)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
            .build());
    this.connection =
        Mono.fromCompletionStage(() -> client.connectAsync(StringCodec.UTF8, address))
            .cacheInvalidateIf(known -> !known.isOpen());
  }

  private static RedisURI address(ValkeyProperties properties) {
    RedisURI.Builder address =
        RedisURI.builder()
            .withHost(Objects.requireNonNull(properties.host()))
            .withPort(properties.port())
            .withSsl(properties.ssl().enabled())
            .withTimeout(properties.timeout());
    if (properties.password() != null) {
      if (properties.username() == null) {
        address.withPassword((CharSequence) properties.password());
      } else {
        address.withAuthentication(properties.username(), (CharSequence) properties.password());
      }
    }
    return address.build();
  }

  /** Completes when it answers. */
  public Mono<Void> ready() {
    return call(RedisReactiveCommands::ping).then();
  }

  /** The text, which from now on lives for that long; empty when there is none. */
  public Mono<String> use(String key, Duration life) {
    return call(valkey -> valkey.getex(key, GetExArgs.Builder.px(life)));
  }

  /** The text, whose end stays; empty when there is none. */
  public Mono<String> get(String key) {
    return call(valkey -> valkey.get(key));
  }

  public Mono<Boolean> holds(String key) {
    return call(valkey -> valkey.exists(key)).map(count -> count > 0);
  }

  public Mono<Void> put(String key, String text, Duration life) {
    return call(valkey -> valkey.set(key, text, SetArgs.Builder.px(life))).then();
  }

  /** False when there is one already. */
  public Mono<Boolean> putIfNone(String key, String text, Duration life) {
    return call(valkey -> valkey.set(key, text, SetArgs.Builder.nx().px(life))).hasElement();
  }

  /** Puts another text in the place of one that is there, with the same end; false without it. */
  public Mono<Boolean> replace(String key, String text) {
    return call(valkey -> valkey.set(key, text, SetArgs.Builder.xx().keepttl())).hasElement();
  }

  /** Puts another text in the place of exactly this one. */
  public Mono<Void> replaceIf(String key, String seen, String text, Duration life) {
    String[] values = {seen, text, String.valueOf(life.toMillis())};
    return call(valkey ->
            valkey.<Long>eval(PUT_IF_STILL, ScriptOutputType.INTEGER, new String[] {key}, values))
        .then();
  }

  public Mono<Void> remove(String key) {
    return call(valkey -> valkey.del(key)).then();
  }

  private <T> Mono<T> call(
      Function<RedisReactiveCommands<String, String>, ? extends Publisher<T>> command) {
    return connection
        .timeout(timeout)
        .flatMap(open -> on(open, command))
        .doOnSuccess(_ -> answered())
        .doOnError(this::failed)
        .onErrorMap(_ -> unavailable());
  }

  /** A connection that failed once is not trusted again; an answer that refuses is no fault. */
  private <T> Mono<T> on(
      StatefulRedisConnection<String, String> open,
      Function<RedisReactiveCommands<String, String>, ? extends Publisher<T>> command) {
    return Mono.from(command.apply(open.reactive()))
        .timeout(timeout)
        .doOnError(
            failure -> !(failure instanceof RedisCommandExecutionException), _ -> close(open));
  }

  private static void close(StatefulRedisConnection<String, String> broken) {
    Mono.fromCompletionStage(broken.closeAsync()).subscribe(_ -> {}, _ -> {});
  }

  private void answered() {
    if (!answers.getAndSet(true)) {
      LOG.info("the store of the sessions answers again");
    }
  }

  private void failed(Throwable failure) {
    if (answers.getAndSet(false)) {
      LOG.warn(
          "the store of the sessions does not answer ({}): people cannot sign in or work until it"
              + " does, calls with a token go on",
          failure.toString());
    }
  }

  private static ProblemException unavailable() {
    return new ProblemException(
        ProblemType.SERVICE_UNAVAILABLE,
        "The store of the sessions does not answer, so nobody can sign in or work in the portal"
            + " now; try again in a few seconds, and if it stays, tell operations.");
  }

  @Override
  public void destroy() {
    client.shutdown(Duration.ZERO, timeout);
    resources
        .shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(timeout.toMillis());
  }
}
