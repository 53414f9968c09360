using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

public sealed class RuleTests(Synthesis synthesis)
{
    [Fact]
    public void The_sample_keeps_every_rule_of_cdk_nag_but_for_objects_that_Lambda_names()
    {
        var findings = synthesis.Reports["orders"].Nag;
        Assert.True(findings.Count > 80, "cdk-nag looked at next to nothing.");
        Assert.DoesNotContain(findings, static finding => finding.Compliance is not ("Compliant" or "Suppressed"));
        Assert.All(findings.Where(static finding => finding.Compliance is "Suppressed"), static finding =>
        {
            Assert.Equal("AwsSolutions-IAM5", finding.Rule);
            Assert.Equal("Lambda names the objects of the records that it gives up on.", finding.Reason);
        });
    }

    [Fact]
    public void Small_apps_keep_the_rules_but_for_what_their_users_chose()
    {
        var broken = synthesis.Reports
            .Where(static report => report.Key is not "broken")
            .SelectMany(static report => report.Value.Nag.Where(static finding => finding.Compliance is not ("Compliant" or "Suppressed")), static (report, finding) => $"{(report.Key.StartsWith("customised", StringComparison.Ordinal) ? "customised" : report.Key)}: {finding.Rule}");

        // Their tables have no point-in-time recovery, because of an option or a hook; and what is written by hand has no suppressions.
        string[] expected =
        [
            "customised: AwsSolutions-DDB3", "every-option: AwsSolutions-DDB3", "hand-written: AwsSolutions-IAM5", "hooks: AwsSolutions-DDB3",
        ];
        Assert.Equal(expected, broken.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A1_6_Version_3_of_cdk_nag_finds_what_version_2_does()
    {
        foreach (var (template, report) in synthesis.Reports.Where(static report => report.Key is not "broken"))
        {
            var broken = report.Nag.Where(static finding => finding.Compliance is not ("Compliant" or "Suppressed"))
                .Select(static finding => finding.Rule).Distinct().Order();
            Assert.Equal(
                $"{template}: {string.Join(" ", broken)}",
                $"{template}: {string.Join(" ", report.Nag3.Select(static violation => violation.Rule.Split('[')[0]).Distinct().Order())}");
        }
    }

    [Fact]
    public void A1_6_It_finds_less_because_each_suppression_is_an_acknowledgment_too()
    {
        foreach (var (template, report) in synthesis.Reports.Where(static report => report.Key is not "broken"))
        {
            var suppressed = report.Nag.Where(static finding => finding.Compliance is "Suppressed").Select(static finding => finding.Rule)
                .Distinct().Order();
            var acknowledged = report.Unacknowledged.Except(report.Nag3).Select(static violation => violation.Rule.Split('[')[0])
                .Distinct().Order();
            Assert.Equal($"{template}: {string.Join(" ", suppressed)}", $"{template}: {string.Join(" ", acknowledged)}");
        }
    }

    [Fact]
    public void A_suppression_has_its_reason_beside_it()
    {
        var suppressed = synthesis.Reports.Values.SelectMany(static report => report.Nag).Where(static finding => finding.Compliance is "Suppressed").ToList();
        Assert.Equal(["AwsSolutions-IAM5", "AwsSolutions-SMG4", "AwsSolutions-SQS3"], suppressed.Select(static finding => finding.Rule).Distinct().Order());
        Assert.All(suppressed, static finding => Assert.True(finding.Reason is { Length: > 40 }));
    }

    [Fact]
    public void Every_property_is_valid_against_CloudFormations_resource_schemas()
    {
        foreach (var (template, report) in synthesis.Reports)
        {
            // W3005: CDK states dependencies that a reference already implies. W9002 and W9013: ARNs of resources that the test apps declare as existing.
            var findings = report.Schema.Where(finding => finding.Rule is not "W3005" && (finding.Rule, template) is not ("W9002" or "W9013", "existing" or "imported" or "staged-old")).Select(finding => $"{template}: {finding}");
            if (template is not "broken")
            {
                Assert.Empty(findings);
            }
        }
    }

    [Theory]
    [InlineData("Mapping", "Properties.BatchSize")]
    [InlineData("Mapping", "Properties.StartingPosition")]
    [InlineData("Queue", "Properties.FifoQueue")]
    [InlineData("Queue", "Properties.Unknown")]
    [InlineData("Queue", "Properties.VisibilityTimeout")]
    [InlineData("Table", "Properties")]
    public void The_schema_check_finds_wrong_types_values_ranges_names_and_missing_properties(string resource, string path)
        => Assert.Contains(synthesis.Reports["broken"].Schema, finding => finding.Resource == resource && finding.Path == path && finding.Severity is "FATAL");
}
