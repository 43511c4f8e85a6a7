package hutong.sandbox.authority;

import hutong.sandbox.authority.Trust.Fate;
import hutong.sandbox.web.Refused;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.icao.DataGroupHash;
import org.bouncycastle.asn1.icao.LDSSecurityObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// Issues passports, right ones and wrong ones.
public final class Issuer {

  /// What shall be issued, as asked for; empty means: choose.
  public record Order(
      Holder holder,
      String issuer,
      String number,
      String expiry,
      String format,
      Variant variant,
      ChipAlgorithm algorithm) {

    public static Order of(Holder holder, Variant variant) {
      return new Order(holder, "", "", "", "", variant, ChipAlgorithm.ECDSA_P256_SHA256);
    }
  }

  private static final ASN1ObjectIdentifier SECURITY_OBJECT =
      new ASN1ObjectIdentifier("2.23.136.1.1.1");
  private static final DateTimeFormatter SIX = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);
  private static final int CHILD_UNDER = 18;
  private static final int MAX_NAME = 120;
  private static final String NUMBER_LETTERS = "CFGHJKLMNPRTVWXYZ0123456789";

  private final Trust trust;
  private final InstantSource clock;

  Issuer(Trust trust, InstantSource clock) {
    this.trust = trust;
    this.clock = clock;
  }

  public Passport issue(Order order) {
    var fields = fields(order);
    var mrz = Mrz.lines(fields);
    var portrait = Portrait.of(order.holder(), today().getYear());
    var signed = new LinkedHashMap<String, byte[]>();
    signed.put("DG1", ChipFiles.dg1(mrz));
    signed.put("DG2", ChipFiles.dg2(portrait, order.holder().sex(), clock.instant()));
    signed.put("DG14", ChipFiles.dg14());
    signed.put("DG15", ChipFiles.dg15());
    var sod = sod(signed, fields.issuer(), order);

    var files = new LinkedHashMap<String, byte[]>();
    files.put("COM", ChipFiles.com(List.of(0x61, 0x75, 0x6E, 0x6F)));
    files.put("SOD", sod);
    files.putAll(signed);
    if (order.variant() == Variant.ALTERED) {
      mrz = Mrz.lines(fields.withNumber(another(fields.number())));
      files.put("DG1", ChipFiles.dg1(mrz));
    } else if (order.variant() == Variant.ALTERED_PORTRAIT) {
      portrait = Portrait.of(stranger(order.holder()), today().getYear());
      files.put("DG2", ChipFiles.dg2(portrait, order.holder().sex(), clock.instant()));
    }
    return new Passport(
        UUID.randomUUID().toString(),
        order.holder(),
        order.variant(),
        order.algorithm(),
        mrz,
        files,
        portrait.jpeg());
  }

  /// The picture of a person, for pages.
  byte[] portrait(Holder holder) {
    return Portrait.of(holder, today().getYear()).jpeg();
  }

  private Mrz.Fields fields(Order order) {
    var holder = order.holder();
    if (holder.surname().length() > MAX_NAME || holder.givenNames().length() > MAX_NAME) {
      throw unacceptable("NAME_TOO_LONG", "A name may have at most 120 letters.");
    }
    if (Mrz.transliterate(holder.surname()).isEmpty()
        && Mrz.transliterate(holder.givenNames()).isEmpty()) {
      throw unacceptable("NAME_MISSING", "A name is needed, in Latin letters.");
    }
    var birth = birth(holder.birth());
    var nationality = state(holder.nationality(), "nationality");
    var issuer = order.issuer().isBlank() ? nationality : state(order.issuer(), "issuer");
    return new Mrz.Fields(
        format(order.format()),
        States.inZone(issuer),
        States.inZone(nationality),
        holder.surname(),
        holder.givenNames(),
        number(order),
        birth,
        sex(holder.sex()),
        SIX.format(expiry(order)));
  }

  private byte[] sod(Map<String, byte[]> groups, String issuerInZone, Order order) {
    var algorithm = order.algorithm();
    var fate =
        switch (order.variant()) {
          case EXPIRED_SIGNER -> Fate.EXPIRED;
          case REVOKED_SIGNER -> Fate.REVOKED;
          case UNKNOWN_ISSUER -> Fate.UNKNOWN;
          case GENUINE, ALTERED, ALTERED_PORTRAIT, WRONG_SIGNATURE, EXPIRED_PASSPORT ->
              Fate.CURRENT;
        };
    var state = States.find(issuerInZone).orElseThrow();
    var signer = trust.signer(state, algorithm, fate);
    var key =
        order.variant() == Variant.WRONG_SIGNATURE
            ? Certificates.keys(algorithm).getPrivate()
            : signer.privateKey();
    try {
      var content = securityObject(groups, algorithm);
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          signedAttributes(trust.signingTime(fate))
              .build(Certificates.contentSigner(algorithm.signature(), key), signer.holder()));
      generator.addCertificate(signer.holder());
      var signed =
          generator.generate(
              new CMSProcessableByteArray(SECURITY_OBJECT, content.getEncoded("DER")), true);
      return Tlv.of(0x77, signed.toASN1Structure().getEncoded("DER"));
    } catch (CMSException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LDSSecurityObject securityObject(
      Map<String, byte[]> groups, ChipAlgorithm algorithm) {
    var digest = new DefaultDigestAlgorithmIdentifierFinder().find(algorithm.digest());
    var hashes =
        groups.entrySet().stream()
            .map(
                group ->
                    new DataGroupHash(
                        Integer.parseInt(group.getKey().substring(2)),
                        new DEROctetString(hash(algorithm.digest(), group.getValue()))))
            .toArray(DataGroupHash[]::new);
    return new LDSSecurityObject(new AlgorithmIdentifier(digest.getAlgorithm()), hashes);
  }

  private static JcaSignerInfoGeneratorBuilder signedAttributes(Instant signingTime)
      throws OperatorCreationException {
    var digests = new JcaDigestCalculatorProviderBuilder().setProvider(Certificates.BOUNCY).build();
    var time =
        new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(signingTime))));
    var attributes = new AttributeTable(time);
    return new JcaSignerInfoGeneratorBuilder(digests)
        .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes));
  }

  private static byte[] hash(String digest, byte[] bytes) {
    try {
      return MessageDigest.getInstance(digest).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private LocalDate expiry(Order order) {
    if (order.variant() == Variant.EXPIRED_PASSPORT) {
      return today().minusDays(40);
    }
    if (!order.expiry().isBlank()) {
      return date(order.expiry(), "expiry");
    }
    boolean child = today().getYear() - order.holder().birthYear() < CHILD_UNDER;
    // Always the same day within a year, so that a person's passport looks the same tomorrow.
    return LocalDate.of(today().getYear() + (child ? 3 : 6), 6, 14);
  }

  private static String number(Order order) {
    var asked = order.number().strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    if (!order.number().isBlank()) {
      int longest = format(order.format()) == Mrz.Format.TD3 ? 9 : 14;
      if (asked.isEmpty() || asked.length() > longest) {
        throw unacceptable(
            "NUMBER_TOO_LONG", "A number has 1 to " + longest + " letters and digits here.");
      }
      return asked;
    }
    var dice = new Random(order.holder().fullName().hashCode() * 17L + order.holder().birthYear());
    var number = new StringBuilder("X");
    IntStream.range(0, 8)
        .forEach(i -> number.append(NUMBER_LETTERS.charAt(dice.nextInt(NUMBER_LETTERS.length()))));
    return number.toString();
  }

  private static String another(String number) {
    char last = number.charAt(number.length() - 1);
    return number.substring(0, number.length() - 1) + (last == '7' ? '4' : '7');
  }

  private static Holder stranger(Holder holder) {
    return new Holder(
        holder.id(),
        "Stranger",
        holder.surname(),
        holder.nationality(),
        holder.birth(),
        holder.sex(),
        null,
        null);
  }

  /// A date of birth, whole or without what is not known.
  private static String birth(String birth) {
    try {
      return switch (birth.length()) {
        case 4 -> SIX.format(Year.parse(birth).atDay(1)).substring(0, 2) + "<<<<";
        case 7 -> SIX.format(YearMonth.parse(birth).atDay(1)).substring(0, 4) + "<<";
        default -> SIX.format(LocalDate.parse(birth));
      };
    } catch (DateTimeException _) {
      throw unacceptable("BIRTH_UNREADABLE", "The date of birth must look like 1954-03-02.");
    }
  }

  private static LocalDate date(String date, String name) {
    try {
      return LocalDate.parse(date);
    } catch (DateTimeException _) {
      throw unacceptable("DATE_UNREADABLE", "The " + name + " must look like 2031-05-20.");
    }
  }

  private static String sex(String sex) {
    if (!sex.matches("[MFX<]")) {
      throw unacceptable("SEX_UNKNOWN", "The sex must be M, F or X.");
    }
    return sex;
  }

  private static Mrz.Format format(String format) {
    return switch (format.strip().toUpperCase(Locale.ROOT)) {
      case "", "TD3" -> Mrz.Format.TD3;
      case "TD1" -> Mrz.Format.TD1;
      case "TD2" -> Mrz.Format.TD2;
      default -> throw unacceptable("FORMAT_UNKNOWN", "The format must be TD1, TD2 or TD3.");
    };
  }

  private static String state(String code, String name) {
    Optional<String> state = States.find(code);
    return state.orElseThrow(
        () ->
            unacceptable(
                "STATE_UNKNOWN", "The " + name + " must be a state's three letters, as in PRT."));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Refused unacceptable(String code, String detail) {
    return new Refused(422, code, detail);
  }
}
