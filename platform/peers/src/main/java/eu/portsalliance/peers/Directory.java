package eu.portsalliance.peers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.nimbusds.jose.jwk.ECKey;
import eu.portsalliance.access.Locode;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the alliance: the content of the signed directory document (docs/protocol/peer-v1.md).
 *
 * @param serial rises with every new document
 * @param issued when the document was signed
 * @param ports member ports
 * @param organisations member organisations and the ports at which they may speak
 * @param terminals container terminals with their SMDG codes
 * @param desks whom to call at a port
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Directory(
    long serial,
    Instant issued,
    List<Port> ports,
    List<Organisation> organisations,
    List<Terminal> terminals,
    List<Desk> desks) {

  /** The {@code typ} of the signed document. */
  public static final String TYPE = "directory+jws";

  public Directory {
    ports = List.copyOf(ports);
    organisations = List.copyOf(organisations);
    terminals = List.copyOf(terminals);
    desks = List.copyOf(desks);
  }

  /**
   * A member port.
   *
   * @param locode UN/LOCODE
   * @param name its name
   * @param country ISO 3166-1 alpha-2
   * @param address base URL of its gateway; absent until it has enrolled
   * @param status {@code active} or {@code suspended}
   * @param protocol versions of the peer protocol that it speaks
   * @param keys keys that may speak for it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Port(
      Locode locode,
      String name,
      String country,
      @Nullable String address,
      String status,
      List<String> protocol,
      List<Key> keys) {

    /** Whether it speaks one of these versions of the peer protocol. */
    public boolean speaks(Collection<String> versions) {
      return protocol.stream().anyMatch(versions::contains);
    }

    /** Whether other ports may talk to it now. */
    public boolean reachable() {
      return "active".equals(status) && address != null && !keys.isEmpty();
    }
  }

  /**
   * A key of a port.
   *
   * @param jwk public key, EC P-256
   * @param thumbprint RFC 7638
   * @param notBefore from when it may sign
   * @param notAfter until when
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Key(
      Map<String, Object> jwk, String thumbprint, Instant notBefore, Instant notAfter) {

    /** The key itself; empty when the JWK is none, or is another than the thumbprint says. */
    public Optional<PortKey> parsed() {
      try {
        return Optional.of(PortKey.of(ECKey.parse(jwk)))
            .filter(key -> key.thumbprint().equals(thumbprint));
      } catch (ParseException | IllegalArgumentException notAKey) {
        return Optional.empty();
      }
    }
  }

  /**
   * A member organisation.
   *
   * @param id as in tokens and audiences
   * @param name its name
   * @param kind {@code authority}, {@code port-authority} or {@code operator}
   * @param country ISO 3166-1 alpha-2
   * @param ports LOCODEs at which it may speak
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Organisation(
      String id, String name, String kind, String country, List<Locode> ports) {}

  /**
   * A container terminal.
   *
   * @param port LOCODE
   * @param code SMDG terminal code
   * @param name its name
   * @param operator organisation that runs it, where that is a member
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Terminal(Locode port, String code, String name, @Nullable String operator) {}

  /**
   * A desk to call.
   *
   * @param port LOCODE
   * @param name its name
   * @param contact how to reach it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Desk(Locode port, String name, String contact) {}

  /** The port with this LOCODE. */
  public Optional<Port> port(Locode locode) {
    return ports.stream().filter(port -> port.locode().equals(locode)).findFirst();
  }

  /** The organisation with this id. */
  public Optional<Organisation> organisation(String id) {
    return organisations.stream().filter(organisation -> organisation.id().equals(id)).findFirst();
  }

  /** The key of an active port with this thumbprint, if it may sign at this time. */
  public Optional<PortKey> key(Locode locode, String thumbprint, Instant at) {
    return port(locode)
        .filter(port -> "active".equals(port.status()))
        .flatMap(
            port ->
                port.keys().stream()
                    .filter(key -> key.thumbprint().equals(thumbprint))
                    .filter(key -> !at.isBefore(key.notBefore()) && at.isBefore(key.notAfter()))
                    .findFirst())
        .flatMap(Key::parsed);
  }
}
