package hutong.presentation.internal;

import hutong.TestAnswer;
import hutong.TestPerson;
import hutong.proof.Base64Url;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Jws;
import hutong.proof.NewSdJwt;
import hutong.proof.SdJwt;
import hutong.proof.SdJwtIssuer;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.proof.cbor.Cbor;
import hutong.proof.mdoc.Elements;
import hutong.proof.mdoc.IssuerSigned;
import hutong.proof.mdoc.MdocIssuer;
import hutong.proof.mdoc.NewMdoc;
import hutong.proof.mdoc.SessionTranscript;
import hutong.proof.vp.EncryptedAnswer;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import tools.jackson.databind.node.ObjectNode;

/// A wallet of a test, with credentials of an authority that the platform of the tests was told of.
final class TestWallet {

  static final String PID = "urn:eudi:pid:1";
  static final String PHOTO_ID = "org.iso.23220.photoid.1";
  private static final String SPACE = "org.iso.23220.1";

  final SignatureKey holder = SignatureKeys.generate();
  private final TestPerson browser;

  TestWallet(TestPerson browser) {
    this.browser = browser;
  }

  // ------------------------------------------------------------------------------------ issuing

  /// An issuer under the authority that the tests' platform trusts.
  static SignatureKey issuer(Instant now) {
    return issuer(authorityKey(), "CN=Test wallet authority, C=UT", now);
  }

  /// An issuer that nobody was told of.
  static SignatureKey stranger(Instant now) {
    var authority = pair();
    return issuer(authority.getPrivate(), "CN=Unknown authority, C=UT", now);
  }

  private static SignatureKey issuer(java.security.PrivateKey authority, String name, Instant now) {
    try {
      var pair = pair();
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(name),
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(now.minus(Duration.ofDays(2))),
              Date.from(now.plus(Duration.ofDays(90))),
              new X500Name("CN=Test issuer, C=UT"),
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      builder.addExtension(
          Extension.extendedKeyUsage,
          true,
          new ExtendedKeyUsage(
              KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.0.18013.5.1.2"))));
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(authority);
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(builder.build(signer).getEncoded()));
      return SignatureKeys.of(pair.getPrivate(), pair.getPublic(), List.of(certificate));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static java.security.PrivateKey authorityKey() {
    try (var file = TestWallet.class.getResourceAsStream("/presentation/authority.key")) {
      var text =
          new String(file.readAllBytes(), StandardCharsets.US_ASCII)
              .replaceAll("-----[A-Z ]+-----", "")
              .replaceAll("\\s", "");
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static java.security.KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Person identification data, every claim selectively disclosable.
  NewSdJwt pid(Instant now) {
    var claims = Json.object();
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(Duration.ofDays(30)).getEpochSecond());
    claims.put("family_name", "da Silva Pereira");
    claims.put("given_name", "Maria João");
    claims.put("birthdate", "1954-03-02");
    claims.put("sex", 2);
    claims.putArray("nationalities").add("PT");
    claims.put("document_number", "CC123456");
    claims.put("date_of_expiry", "2031-05-01");
    claims.put("issuing_country", "PT");
    claims.putObject("age_equal_or_over").put("14", true).put("18", true);
    return NewSdJwt.of(PID, claims)
        .hiding(
            "/family_name",
            "/given_name",
            "/birthdate",
            "/sex",
            "/nationalities",
            "/document_number",
            "/date_of_expiry",
            "/issuing_country",
            "/age_equal_or_over/14",
            "/age_equal_or_over/18")
        .boundTo(holder.publicKey());
  }

  static String issue(SignatureKey issuer, NewSdJwt credential) {
    return new SdJwtIssuer(issuer, new SecureRandom()).issue(credential);
  }

  /// A photo ID as its issuer signs it.
  byte[] photoId(SignatureKey issuer, Instant now) {
    var elements = new LinkedHashMap<String, Cbor>();
    elements.put("family_name_unicode", Cbor.of("da Silva Pereira"));
    elements.put("given_name_unicode", Cbor.of("Maria João"));
    elements.put("birth_date", Elements.date(LocalDate.of(1954, 3, 2)));
    elements.put("age_over_18", Cbor.TRUE);
    var document =
        NewMdoc.of(
            PHOTO_ID,
            Map.of(SPACE, elements),
            holder.publicKey(),
            now.minus(Duration.ofHours(1)),
            now.plus(Duration.ofDays(20)));
    return new MdocIssuer(issuer, new SecureRandom()).issue(document);
  }

  // ------------------------------------------------------------------------------------ presenting

  /// A question as the wallet read it.
  record Question(ObjectNode claims, String requestUri) {

    String text(String name) {
      return claims.get(name).stringValue();
    }

    String path() {
      return URI.create(text("response_uri")).getPath();
    }

    ObjectNode encryptionKey() {
      return (ObjectNode) claims.get("client_metadata").get("jwks").get("keys").get(0);
    }
  }

  static Map<String, String> parameters(String url) {
    var parameters = new HashMap<String, String>();
    for (var pair : url.substring(url.indexOf('?') + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  /// Reads the question behind a wallet's link, and believes its signature only under its own
  /// certificate's hash.
  Question open(String url) {
    var uri = URI.create(parameters(url).get("request_uri"));
    var answer = browser.get(uri.getPath());
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.text());
    }
    return question(answer.text(), uri.toString());
  }

  static Question question(String requestObject, String uri) {
    try {
      return new Question(Jws.read(requestObject).claims(), uri);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// A presentation of an SD-JWT with these disclosures.
  String show(String credential, Question question, Instant now, String... pointers) {
    return show(credential, question.text("client_id"), question.text("nonce"), now, pointers);
  }

  String show(String credential, String audience, String nonce, Instant now, String... pointers) {
    try {
      return SdJwt.read(credential)
          .showing(Set.of(pointers))
          .signedBy(holder, audience, nonce, now)
          .text();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// A device response with these elements.
  String showDocument(byte[] issued, Question question, String... names) {
    try {
      var key = Jwk.read(question.encryptionKey());
      var session =
          SessionTranscript.openId4Vp(
              question.text("client_id"),
              question.text("nonce"),
              key,
              question.text("response_uri"));
      return Base64Url.encode(
          IssuerSigned.read(issued)
              .showing(Map.of(SPACE, Set.of(names)))
              .signedBy(holder, session));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// The answer as `direct_post.jwt` wants it.
  static String sealed(Question question, ObjectNode token) {
    var content = Json.object().put("state", question.text("state"));
    content.set("vp_token", token);
    return sealed(question, content, "A256GCM");
  }

  static String sealed(Question question, ObjectNode content, String method) {
    try {
      var key = (ECPublicKey) Jwk.read(question.encryptionKey()).publicKey().orElseThrow();
      var kid = question.encryptionKey().get("kid").stringValue();
      return EncryptedAnswer.seal(content, key, kid, method);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static ObjectNode token(String query, String... presentations) {
    var token = Json.object();
    var list = token.putArray(query);
    List.of(presentations).forEach(each -> list.add(each));
    return token;
  }

  TestAnswer send(Question question, String query, String presentation) {
    return post(question.path(), "response", sealed(question, token(query, presentation)));
  }

  TestAnswer post(String path, String... form) {
    var body = new StringBuilder();
    for (int i = 0; i < form.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(encode(form[i]))
          .append('=')
          .append(encode(form[i + 1]));
    }
    return postRaw(path, body.toString());
  }

  TestAnswer postRaw(String path, String body) {
    return browser.send(
        browser
            .request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
