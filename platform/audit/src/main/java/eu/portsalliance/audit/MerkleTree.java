package eu.portsalliance.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree that only grows, kept as its frontier: the roots of the complete subtrees, largest
 * first (RFC 9162, section 2.1.1, with SHA-256). Sixty-four hashes suffice for any size, and the
 * same leaves in the same order always give the same root.
 */
public final class MerkleTree {

  /** Octets of a hash. */
  public static final int HASH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest = sha256();
  private final List<byte[]> peaks = new ArrayList<>();
  private long size;

  /** An empty tree. */
  public MerkleTree() {}

  /**
   * A tree as {@link #frontier} gave it.
   *
   * @throws IllegalArgumentException when the frontier is not one of that size
   */
  public MerkleTree(long size, byte[] frontier) {
    if (size < 0 || frontier.length != Long.bitCount(size) * HASH) {
      throw new IllegalArgumentException("no frontier of a tree of that size");
    }
    this.size = size;
    for (int at = 0; at < frontier.length; at += HASH) {
      peaks.add(Arrays.copyOfRange(frontier, at, at + HASH));
    }
  }

  /** How many leaves it has. */
  public long size() {
    return size;
  }

  /** The hash of a leaf: SHA-256 of a zero octet and the record. */
  public byte[] leaf(byte[] record) {
    digest.update(LEAF);
    return digest.digest(record);
  }

  /** Adds a leaf by its hash. */
  public void append(byte[] leaf) {
    byte[] peak = leaf;
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      peak = node(peaks.removeLast(), peak);
    }
    peaks.add(peak);
    size++;
  }

  /** The root; of an empty tree the hash of nothing. */
  public byte[] root() {
    if (peaks.isEmpty()) {
      return digest.digest();
    }
    byte[] root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = node(peaks.get(i), root);
    }
    return root;
  }

  /** What another instance needs to go on. */
  public byte[] frontier() {
    byte[] all = new byte[peaks.size() * HASH];
    for (int i = 0; i < peaks.size(); i++) {
      System.arraycopy(peaks.get(i), 0, all, i * HASH, HASH);
    }
    return all;
  }

  private byte[] node(byte[] left, byte[] right) {
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
