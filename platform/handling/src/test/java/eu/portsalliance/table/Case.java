package eu.portsalliance.table;

/**
 * One question to the policy, in words.
 *
 * @param tlp CLEAR, GREEN, AMBER, AMBER+STRICT, RED
 * @param audience empty, with (it names the recipient's organisation), without
 * @param owner whether the recipient's organisation is the controller
 * @param originHere whether the recipient acts at the origin port
 * @param kind authority, port-authority, operator, stranger (the directory does not know it)
 * @param speaksHere whether the organisation is one of the port at which the recipient acts
 * @param recipient named (a person named in it), not named (another person), machine
 * @param role the one role held, or none
 * @param action label of the action-on
 * @param code H0 to H3
 * @param regime label, or unknown
 * @param purpose label, or none
 * @param use read, search, export, derive, request release, deliver, score, reason, gate
 * @param word whether the originator's word for this use is on record
 */
public record Case(
    String tlp,
    String audience,
    boolean owner,
    boolean originHere,
    String kind,
    boolean speaksHere,
    String recipient,
    String role,
    String action,
    String code,
    String regime,
    String purpose,
    String use,
    boolean word) {}
