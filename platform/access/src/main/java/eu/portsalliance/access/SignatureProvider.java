package eu.portsalliance.access;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who computes signatures: the Amazon Corretto Crypto Provider where its native library serves this
 * machine, since it takes a tenth of the time of the JDK's provider (ADR 0002). It is named where a
 * signature is made or checked; the order of the JVM's providers stays as it is.
 */
public final class SignatureProvider {

  private static final Logger LOG = LoggerFactory.getLogger(SignatureProvider.class);
  private static final Optional<Provider> CORRETTO = load();

  private SignatureProvider() {}

  /** The provider to name; empty where the JDK's own has to do. */
  public static Optional<Provider> corretto() {
    return CORRETTO;
  }

  private static Optional<Provider> load() {
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    Throwable why = provider.getLoadingError();
    if (why == null) {
      return Optional.of(provider);
    }
    LOG.info("Signatures are computed by the JDK's own provider, more slowly: {}", why.toString());
    return Optional.empty();
  }
}
