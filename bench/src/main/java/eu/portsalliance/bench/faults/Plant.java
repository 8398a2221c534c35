package eu.portsalliance.bench.faults;

import eu.portsalliance.testkit.history.Finding.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bug that is put into one process of an alliance, so that it is seen that a campaign finds it: a
 * few instructions before those of one method, which now and then do something else.
 */
enum Plant {
  /** An act is acknowledged and was never written. */
  LOST_WRITE(
      "lost-write",
      "beanr-intel",
      "intel-exchange-service",
      "eu.portsalliance.intel.alert.Alerts",
      "release",
      "StixAlert, Parts, Author, Collection") {
    @Override
    void instead(CodeBuilder code) {
      code.iconst_1()
          .invokestatic(ConstantDescs.CD_Boolean, "valueOf", BOXED)
          .invokestatic(MONO, "just", JUST)
          .areturn();
    }
  },

  /** Somebody is shown what is not for them. */
  LEAK(
      "leak",
      "nlrtm-intel",
      "platform/handling",
      "eu.portsalliance.handling.Policy",
      "outside",
      "Markings, Recipient") {
    @Override
    void instead(CodeBuilder code) {
      code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL)).areturn();
    }
  },

  /** Of a page that a peer sent nothing is stored, and the cursor moves. */
  SKIPPED_RECORD(
      "skipped-record",
      "nlrtm-intel",
      "intel-exchange-service",
      "eu.portsalliance.intel.peer.Inbox",
      "store",
      "Locode, List, String, String") {
    @Override
    void instead(CodeBuilder code) {
      code.invokestatic(ConstantDescs.CD_List, "of", MethodTypeDesc.of(ConstantDescs.CD_List), true)
          .astore(2);
    }
  },

  /** Reading the log goes on one entry behind the next. */
  CURSOR_JUMPS(
      "cursor-jumps",
      "nlrtm-intel",
      "intel-exchange-service",
      "eu.portsalliance.intel.delivery.Tails",
      "after",
      "RecipientClass, long, int") {
    @Override
    void instead(CodeBuilder code) {
      code.lload(2).lconst_1().ladd().lstore(2);
    }
  },

  /** What its origin takes back stays, and comes again. */
  RESURRECTED_ERASURE(
      "resurrected-erasure",
      "nlrtm-intel",
      "intel-exchange-service",
      "eu.portsalliance.intel.peer.Erasures",
      "take",
      "Locode, List") {
    @Override
    void instead(CodeBuilder code) {
      code.invokestatic(MONO, "empty", MethodTypeDesc.of(MONO)).areturn();
    }
  };

  private static final ClassDesc MONO = ClassDesc.of("reactor.core.publisher.Mono");
  private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
  private static final MethodTypeDesc JUST = MethodTypeDesc.of(MONO, ConstantDescs.CD_Object);
  private static final MethodTypeDesc BOXED =
      MethodTypeDesc.of(ConstantDescs.CD_Boolean, ConstantDescs.CD_boolean);

  private final String word;
  private final String process;
  private final String module;
  private final String type;
  private final String method;
  private final String parameters;

  Plant(String word, String process, String module, String type, String method, String parameters) {
    this.word = word;
    this.process = process;
    this.module = module;
    this.type = type;
    this.method = method;
    this.parameters = parameters;
  }

  /** What stands before the method's own instructions, now and then. */
  abstract void instead(CodeBuilder code);

  String word() {
    return word;
  }

  /** The process that has it. */
  String process() {
    return process;
  }

  /** Folder of the module that the class is of. */
  String module() {
    return module;
  }

  String type() {
    return type;
  }

  String method() {
    return method;
  }

  /** Their types, in their order. */
  String parameters() {
    return parameters;
  }

  /** As which a checker may find it. */
  Set<Kind> kinds() {
    return switch (this) {
      case LOST_WRITE, SKIPPED_RECORD -> EnumSet.of(Kind.LOST);
      case LEAK -> EnumSet.of(Kind.LEAKED);
      case CURSOR_JUMPS -> EnumSet.of(Kind.JUMPED, Kind.LOST);
      case RESURRECTED_ERASURE -> EnumSet.of(Kind.RESURRECTED);
    };
  }

  static String words() {
    return Stream.of(values()).map(Plant::word).collect(Collectors.joining(", "));
  }
}
