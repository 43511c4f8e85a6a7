package hutong.voucher.internal;

import hutong.command.Answer;
import hutong.identity.Actor;
import hutong.kernel.Money;
import hutong.voucher.Campaign;
import hutong.voucher.Claim;
import hutong.voucher.Voucher;
import hutong.voucher.Vouchers;
import hutong.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Vouchers, for an app that acts for a visitor.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Vouchers", description = "What a city gives: find it, claim it, see what is left.")
class VoucherApi {

  private static final String MODULE = "voucher";

  private final Vouchers vouchers;
  private final JsonMapper json = JsonMapper.builder().build();

  VoucherApi(Vouchers vouchers) {
    this.vouchers = vouchers;
  }

  @Operation(summary = "Every campaign with its rules")
  @GetMapping("/voucher-campaigns")
  Map<String, Object> campaigns() {
    return Map.of("campaigns", vouchers.campaigns().stream().map(VoucherApi::shown).toList());
  }

  @Operation(
      summary = "Claim a voucher",
      description =
          "Each person has her share, so asking again is safe: what she has is in the list of her"
              + " vouchers.")
  @PostMapping("/voucher-campaigns/{campaign}/claims")
  ResponseEntity<byte[]> claim(
      @Parameter(hidden = true) Actor actor, @PathVariable String campaign) {
    if (vouchers.campaigns().stream().noneMatch(each -> each.key().equals(campaign))) {
      throw Problem.of(MODULE, "CAMPAIGN_UNKNOWN", HttpStatus.NOT_FOUND).stop();
    }
    return switch (vouchers.claim(actor, campaign)) {
      case Claim.Claimed(var voucher) ->
          Answer.of(HttpStatus.CREATED.value(), json.writeValueAsBytes(shown(voucher))).send();
      case Claim.Refused(var reason) ->
          throw Problem.of(MODULE, reason.name(), HttpStatus.CONFLICT).stop();
      case Claim.Busy() ->
          throw Problem.of("web", "UNAVAILABLE", HttpStatus.SERVICE_UNAVAILABLE).stop();
    };
  }

  @Operation(summary = "Her vouchers, the next to expire first")
  @GetMapping("/vouchers")
  Map<String, Object> list(@Parameter(hidden = true) Actor actor) {
    List<Map<String, Object>> hers =
        vouchers.list(actor.traveller()).stream().map(VoucherApi::shown).toList();
    return Map.of("vouchers", hers);
  }

  private static Map<String, Object> shown(Voucher voucher) {
    var body = new LinkedHashMap<String, Object>();
    body.put("id", voucher.id().toString());
    body.put("campaign", voucher.campaign());
    body.put("face", voucher.face().toString());
    body.put("left", voucher.left().toString());
    body.put("claimedAt", voucher.claimedAt().toString());
    body.put("expiresAt", voucher.expiresAt().toString());
    return body;
  }

  private static Map<String, Object> shown(Campaign campaign) {
    var body = new LinkedHashMap<String, Object>();
    body.put("key", campaign.key());
    body.put("name", campaign.names());
    body.put("from", campaign.from().toString());
    body.put("until", campaign.until().toString());
    body.put("face", Money.ofMinor(campaign.face(), "CNY").toString());
    body.put("days", campaign.days());
    body.put("ceilings", campaign.ceilings());
    body.put("conditions", campaign.conditions());
    return body;
  }
}
