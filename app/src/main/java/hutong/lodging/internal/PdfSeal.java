package hutong.lodging.internal;

import hutong.kernel.Beijing;
import hutong.vault.SigningKeys.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// Seals a PDF: a detached CMS signature over every byte of it, as any PDF reader checks.
final class PdfSeal {

  private PdfSeal() {}

  static byte[] seal(byte[] pdf, SigningKey key, Instant now) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      var signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
      signature.setName("Hutong");
      signature.setSignDate(GregorianCalendar.from(now.atZone(Beijing.ZONE)));
      document.addSignature(signature, content -> cms(content.readAllBytes(), key));
      var sealed = new ByteArrayOutputStream();
      document.saveIncremental(sealed);
      return sealed.toByteArray();
    }
  }

  private static byte[] cms(byte[] content, SigningKey key) throws IOException {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey());
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(digests).build(signer, key.certificate()));
      generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
      return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
    } catch (OperatorCreationException | CertificateEncodingException | CMSException e) {
      throw new IOException("the seal cannot be made", e);
    }
  }
}
