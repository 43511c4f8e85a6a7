package hutong.presentation.internal;

import hutong.presentation.NewPresentation.Prefix;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this Hutong asks, and whom else it believes.
///
/// @param purposes where the purposes are
/// @param recognised where the credential types of others are that are recognised here
/// @param prefix how the verifier names itself
/// @param encrypted whether answers must be encrypted
/// @param wallet the address that opens a wallet
/// @param trust certificates of authorities (PEM files) whose credentials are believed, beside
///     those of this Hutong
/// @param statusHosts hosts whose status lists may be fetched without TLS or at a private address
/// @param moreThanAsked what happens when a wallet discloses claims that nobody asked for
@ConfigurationProperties("hutong.presentation")
record PresentationSettings(
    @DefaultValue("classpath*:services/purposes/*.yaml") String purposes,
    @DefaultValue("classpath*:services/recognised/*.yaml") String recognised,
    @DefaultValue("X509_HASH") Prefix prefix,
    @DefaultValue("true") boolean encrypted,
    @DefaultValue("openid4vp://") String wallet,
    @DefaultValue List<String> trust,
    @DefaultValue List<String> statusHosts,
    @DefaultValue("REFUSE") MoreThanAsked moreThanAsked) {

  PresentationSettings {
    trust = List.copyOf(trust);
    statusHosts = List.copyOf(statusHosts);
  }

  /// What happens to claims that nobody asked for. They are never kept.
  enum MoreThanAsked {
    REFUSE,
    DROP
  }
}
