using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The log of sealed audits: what nobody may delete, what seals it, and who is told when nothing is sealed.</summary>
[Collection(Synthesis.Here)]
public sealed class SealTests(Synthesis synthesis)
{
    private const string Expiring = """{"ExpiredObjectDeleteMarker":true,"NoncurrentVersionExpiration":{"NoncurrentDays":1},""";

    private Template Sealed => synthesis.Templates["sealed"];

    private Template Dev => synthesis.Templates["sealed-dev"];

    [Theory]
    [InlineData("SharedResources")]
    [InlineData("AppFunction")]
    [InlineData("TestStack")]
    [InlineData("SealedStackProps")]
    public void The_constructs_of_sealed_audits_are_as_verified(string file)
        => Snapshot.Verify(SealApps.Sealed.Files()[file + ".g.cs"], $"Sealed.{file}", "cs");

    [Fact]
    public void The_bucket_is_locked_versioned_and_kept_and_forgets_only_what_is_elsewhere()
    {
        var bucket = SealFacts.Log(Sealed).Value;
        var properties = bucket["Properties"]!;

        Assert.Null(properties["ObjectLockConfiguration"]);
        Assert.Equal("Enabled", (string?)properties["VersioningConfiguration"]!["Status"]);
        Assert.All(properties["PublicAccessBlockConfiguration"]!.AsObject(), static setting => Assert.True((bool)setting.Value!));
        Assert.Equal("AES256", SealFacts.Encryption(Sealed));
        Assert.Equal(("Retain", "Retain"), ((string?)bucket["DeletionPolicy"], (string?)bucket["UpdateReplacePolicy"]));
        Assert.Equal(
            [
                Expiring + "\"Prefix\":\"pending/\",\"Status\":\"Enabled\"}",
                Expiring + "\"Prefix\":\"log/checkpoint\",\"Status\":\"Enabled\"}",
            ],
            properties["LifecycleConfiguration"]!["Rules"]!.AsArray().Select(static rule => rule!.ToJsonString()));
    }

    [Fact]
    public void The_key_signs_and_outlives_the_stack()
    {
        var key = SealFacts.Key(Sealed).Value;

        Assert.Equal("ECC_NIST_P256", (string?)key["Properties"]!["KeySpec"]);
        Assert.Null(key["Properties"]!["EnableKeyRotation"]);
        Assert.Equal(("Retain", "Retain"), ((string?)key["DeletionPolicy"], (string?)key["UpdateReplacePolicy"]));
    }

    [Fact]
    public void The_function_has_its_own_variables_and_parks_nothing()
    {
        var function = SealFacts.Function(Sealed, "sealed-seal");

        Assert.Equal((60, 512), ((int)function["Timeout"]!, (int)function["MemorySize"]!));
        Assert.Equal(
            ["FW24_FUNCTION", "FW24_SEAL_BUCKET", "FW24_SEAL_KEY_ARN", "FW24_SEAL_RETENTION_DAYS"],
            function["Environment"]!["Variables"]!.AsObject().Select(static variable => variable.Key).Order(StringComparer.Ordinal));
        Assert.Equal("seal", (string?)SealFacts.Variable(Sealed, "sealed-seal", "FW24_FUNCTION"));
    }

    [Theory]
    [InlineData("sealed", "sealed-seal", "365")]
    [InlineData("sealed-dev", "sealed-seal-dev", "30")]
    [InlineData("sealed-given", "sealed-seal", "0")]
    public void A_stage_may_keep_the_log_for_another_time(string app, string function, string days)
        => Assert.Equal(days, (string?)SealFacts.Variable(synthesis.Templates[app], function, "FW24_SEAL_RETENTION_DAYS"));

    [Fact]
    public void In_a_stage_it_has_the_stages_name_and_the_apps_settings()
    {
        var function = SealFacts.Function(Dev, "sealed-seal-dev");
        Assert.Equal((900, 1024), ((int)function["Timeout"]!, (int)function["MemorySize"]!));
        Assert.Equal("dev", (string?)SealFacts.Variable(Dev, "sealed-seal-dev", "FW24_STAGE"));
    }

    [Theory]
    [InlineData("sealed", "rate(5 minutes)", 60)]
    [InlineData("sealed-dev", "rate(20 minutes)", 60)]
    [InlineData("sealed-hooked", "cron(0/2 * * * ? *)", 120)]
    public void It_runs_on_a_schedule_and_the_next_run_does_what_one_did_not(string app, string schedule, int maxAge)
    {
        var template = synthesis.Templates[app];
        var rule = template.OfType("AWS::Events::Rule").Select(static rule => rule.Value["Properties"]!)
            .Single(static rule => rule["ScheduleExpression"] is not null);
        var target = Assert.Single(rule["Targets"]!.AsArray())!;
        var id = (string?)target["Arn"]!["Fn::GetAtt"]![0];
        var invocation = Assert.Single(template.OfType("AWS::Lambda::EventInvokeConfig")).Value["Properties"]!;

        Assert.Equal((schedule, "ENABLED"), ((string?)rule["ScheduleExpression"], (string?)rule["State"]));
        Assert.StartsWith("sealed-seal", (string?)template.Resources[id!]["Properties"]!["FunctionName"], StringComparison.Ordinal);
        Assert.Equal("""{"MaximumEventAgeInSeconds":60,"MaximumRetryAttempts":0}""", target["RetryPolicy"]!.ToJsonString());
        Assert.Equal(id, (string?)invocation["FunctionName"]!["Ref"]);
        Assert.Equal((0, maxAge), ((int)invocation["MaximumRetryAttempts"]!, (int)invocation["MaximumEventAgeInSeconds"]!));
    }

    [Theory]
    [InlineData("sealed", "App=sealed Function=seal", 300, 900, 3)]
    [InlineData("sealed-dev", "App=sealed Function=seal Stage=dev", 1200, 3600, 3)]
    [InlineData("sealed-hooked", "App=sealed Function=seal", 300, 900, 4)]
    public void An_alarm_is_raised_when_records_wait_and_when_nothing_runs(
        string app, string dimensions, int period, int threshold, int periods)
    {
        var alarms = synthesis.Templates[app].OfType("AWS::CloudWatch::Alarm").Select(static alarm => alarm.Value["Properties"]!).ToList();
        var alarm = alarms.Single(static alarm => (string?)alarm["MetricName"] is "SealLag");

        Assert.Equal(("Fw24", "Maximum"), ((string?)alarm["Namespace"], (string?)alarm["Statistic"]));
        Assert.Equal(("GreaterThanThreshold", "breaching"), ((string?)alarm["ComparisonOperator"], (string?)alarm["TreatMissingData"]));
        Assert.Equal((period, threshold, periods), ((int)alarm["Period"]!, (int)alarm["Threshold"]!, (int)alarm["EvaluationPeriods"]!));
        Assert.Equal(
            dimensions,
            string.Join(' ', alarm["Dimensions"]!.AsArray().Select(static dimension => $"{dimension!["Name"]}={dimension["Value"]}")));
        Assert.All(alarms.Where(other => other != alarm), static other => Assert.Equal("notBreaching", (string?)other["TreatMissingData"]));
    }

    [Fact]
    public void A_stage_exports_the_bucket_and_the_key()
    {
        var exports = Dev.Json["Outputs"]!.AsObject().Select(static output => (string?)output.Value!["Export"]?["Name"]).ToList();
        Assert.Contains("sealed:seal-log-bucket-dev", exports);
        Assert.Contains("sealed:seal-key-arn-dev", exports);
    }

    [Fact]
    public void The_manifest_describes_what_seals()
    {
        var manifest = synthesis.Manifests["sealed-hooked"];
        var log = Entry(manifest, "buckets", "id", "seal-log");

        Assert.Equal(
            ["accounts", "ledger", "logins"],
            manifest["tables"]!.AsArray().Where(static table => (bool?)table!["sealed"] is true)
                .Select(static table => (string?)table!["name"]));
        Assert.Equal(
            """[{"function":"sealed-seal","minutes":1,"expression":"cron(0/2 * * * ? *)","retryAttempts":0,"maxEventAgeSeconds":60}]""",
            manifest["schedules"]!.ToJsonString());
        Assert.Equal(
            """[{"id":"seal-key","keySpec":"ECC_NIST_P256","keyUsage":"SIGN_VERIFY","removalPolicy":"Destroy"}]""",
            manifest["keys"]!.ToJsonString());
        Assert.Equal(("Destroy", "true"), ((string?)log["removalPolicy"], log["objectLock"]!.ToString()));
        Assert.Equal("""["pending/","log/checkpoint"]""", log["noncurrentExpirationPrefixes"]!.ToJsonString());
    }

    [Fact]
    public void The_manifest_of_a_stage_has_the_stages_retention()
    {
        var function = Entry(synthesis.Manifests["sealed-dev"], "functions", "function", "seal");
        var environment = function["environment"]!;

        Assert.Equal(("sealed-seal-dev", "30"), ((string?)function["name"], (string?)environment["FW24_SEAL_RETENTION_DAYS"]));
        Assert.Equal("""{"arnOf":{"key":"seal-key"}}""", environment["FW24_SEAL_KEY_ARN"]!.ToJsonString());
        Assert.Null(environment["FW24_PARKING_QUEUE_URL"]);
    }

    [Fact]
    public void The_topology_shows_who_writes_to_the_log()
    {
        var topology = SealApps.Sealed.Files()["InfrastructureFiles.g.cs"];
        Assert.Contains("-- \"seals, every 5 minutes\" -->", topology, StringComparison.Ordinal);
        Assert.Equal(3, topology.Split("-- \"commitments\" -->").Length - 1);
    }

    [Fact]
    public void An_app_without_sealed_audits_has_nothing_of_it()
    {
        var others = synthesis.Templates.Where(static template => !template.Key.StartsWith("sealed", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(others);
        foreach (var (name, template) in others)
        {
            var text = template.Json.ToJsonString();
            Assert.DoesNotContain("FW24_SEAL", text, StringComparison.Ordinal);
            Assert.DoesNotContain("AWS::Lambda::EventInvokeConfig", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ObjectLockEnabled", text, StringComparison.Ordinal);
            Assert.NotEqual(true, synthesis.Manifests.GetValueOrDefault(name)?.ContainsKey("schedules"));
        }
    }

    [Theory]
    [InlineData(
        "range", "props.SealRetentionDays = 36_501;",
        "SealRetentionDays of range/Shared Resources is 36501, but must be 0 (no lock) to 36500 days")]
    [InlineData(
        "unlocked", """props.SealLog = new Bucket(this, "Plain");""",
        "The bucket unlocked/Plain of the log of sealed audits has no Object Lock, so its objects cannot be kept for 365 days.")]
    [InlineData(
        "symmetric", """props.SealKey = new Key(this, "Plain");""",
        "The key symmetric/Plain cannot sign the log of sealed audits: KeySpec is SYMMETRIC_DEFAULT and KeyUsage ENCRYPT_DECRYPT,")]
    public void What_cannot_seal_is_refused_before_it_is_deployed(string name, string settings, string error)
        => Assert.StartsWith(error, StageTests.Refusal(SealApps.Refused(name, settings)), StringComparison.Ordinal);

    private static JsonNode Entry(JsonObject manifest, string list, string key, string name)
        => manifest[list]!.AsArray().Single(entry => (string?)entry![key] == name)!;
}
