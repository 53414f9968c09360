using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>
/// Properties of every stack of the matrix, in one place. Each names a change that violates it, and is shown to detect that change in a template.
/// </summary>
public sealed partial class SecurityProperties(Synthesis synthesis)
{
    private const string SealLog = "seal-log";

    private static readonly string[] s_protocols = ["firehose", "lambda", "sqs"];

    // FurtherProtocols is the user's own choice.
    private static readonly Dictionary<string, string> s_furtherProtocols = new(StringComparer.Ordinal) { ["hooks"] = "email" };

    // A stack joined with its nested ones.
    private IEnumerable<Template> Stacks => synthesis.Templates.Values
        .Where(static template => !template.Name.EndsWith(".nested", StringComparison.Ordinal))
        .Select(template => NestedTemplates.Join(template, synthesis.Templates.Values))
        .Select(static template => template.With("Stage", "dev"));

    [Fact]
    public void S18_No_statement_is_about_every_resource_or_all_but_some()
        => Holds(
            // A key's policy applies to that key and cannot name it, and a VPC's network interfaces are named by Lambda.
            static stack => stack.Statements()
                .Where(static found => found.Type is not "AWS::KMS::Key" && (string?)found.Statement["Sid"] is not ("UseNetworkInterfaces" or "LeaveNetworkInterfaces") && (Texts(found.Statement["Resource"]).Contains("*") || found.Statement.ContainsKey("NotResource") || found.Statement.ContainsKey("NotAction") || found.Statement.ContainsKey("NotPrincipal")))
                .Select(static found => found.Resource),
            static resources => First(resources, "AWS::IAM::Policy")["PolicyDocument"]!["Statement"]![0]!["Resource"] = "*");

    [Fact]
    public void S18_Everybody_is_allowed_nothing_but_under_a_condition()
        => Holds(
            static stack => stack.Statements()
                .Where(static found => (string?)found.Statement["Effect"] is "Allow" && found.Statement["Condition"] is null && IsEverybody(found.Statement["Principal"]))
                .Select(static found => found.Resource),
            static resources => Bucket(resources, "s3:GetObject")["Principal"] = new JsonObject { ["AWS"] = "*" });

    [Fact]
    public void S18_Topics_queues_and_buckets_refuse_what_comes_without_TLS()
        => Holds(
            static stack => Named(stack, "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::S3::Bucket")
                .Where(id => !stack.Statements().Any(found => (string?)found.Statement["Condition"]?["Bool"]?["aws:SecureTransport"] is "false" && IsRefusalOf(found.Statement, id))),
            static resources => First(resources, "AWS::SQS::QueuePolicy")["PolicyDocument"]!["Statement"]![0]!["Effect"] = "Allow");

    [Fact]
    public void S7_No_variable_holds_a_secret()
        => Holds(
            static stack => stack.OfType("AWS::Lambda::Function")
                .SelectMany(static function => function.Value["Properties"]!["Environment"]!["Variables"]!.AsObject())
                .Where(static variable => variable.Value!.ToJsonString().Contains("resolve:", StringComparison.Ordinal))
                .Select(static variable => variable.Key),
            static resources => First(resources, "AWS::Lambda::Function")["Environment"]!["Variables"]!["PASSWORD"] = "{{resolve:ssm-secure:password}}");

    [Fact]
    public void S18_A_queue_is_the_dead_letter_queue_of_those_it_names_and_of_no_other()
        => Holds(
            static stack => stack.OfType("AWS::SQS::Queue").Where(queue => !SameNames(Redriving(stack, queue.Key), Allowed(queue.Value["Properties"]!))).Select(static queue => queue.Key),
            static resources => First(resources, "AWS::SQS::Queue").Remove("RedriveAllowPolicy"),
            static resources => resources.Select(static resource => resource.Value!["Properties"]?["RedriveAllowPolicy"]).First(static policy => (string?)policy?["redrivePermission"] is "byQueue")!["sourceQueueArns"]!.AsArray().Add("arn:aws:sqs:eu-central-1:123456789012:another"));

    [Fact]
    public void S18_A_topic_is_subscribed_to_by_services_unless_somebody_says_otherwise()
        => Holds(
            stack => stack.OfType("AWS::SNS::Topic").Where(topic =>
            {
                var refusals = stack.Statements().Where(found => Texts(found.Statement["Action"]).Contains("sns:Subscribe") && IsRefusalOf(found.Statement, topic.Key)).ToList();
                var protocols = refusals.Count is 1 ? Texts(refusals[0].Statement["Condition"]!["StringNotEquals"]!["sns:Protocol"]) : ["anything"];
                return protocols.Except(s_protocols).Any(protocol => s_furtherProtocols.GetValueOrDefault(stack.Name) != protocol);
            }).Select(static topic => topic.Key),
            static resources => Statement(resources, "AWS::SNS::TopicPolicy", "RefuseOtherProtocols")["Condition"]!["StringNotEquals"]!["sns:Protocol"]!.AsArray().Add("email"),
            static resources => Statement(resources, "AWS::SNS::TopicPolicy", "RefuseOtherProtocols")["Action"] = "sns:Publish");

    [Fact]
    public void S9_A_function_parks_below_its_own_name_and_large_changes_are_below_their_tables()
        => Holds(
            static stack => ObjectRights(stack).Where(right => !IsInPlace(right)).Select(static right => $"{right.Function}: {right.Action} {right.Objects}"),
            static resources => Statement(resources, "AWS::IAM::Policy", "ParkLargeRecords")["Resource"]!["Fn::Join"]![1]!.AsArray()[^1] = $"/~parked/another-stream/{new string('?', 64)}",
            static resources => Statement(resources, "AWS::IAM::Policy", "MissLargeChanges").Remove("Condition"),
            static resources => Statement(resources, "AWS::IAM::Policy", "KeepFailedRecords")["Action"] = "s3:GetObject",
            static resources => Statement(resources, "AWS::IAM::Policy", "KeepFailedRecords")["Resource"]!["Fn::Join"]![1]!
                .AsArray()[^1] = "/*",
            static resources => Bucket(resources, "s3:PutObject")["Resource"]!["Fn::Join"]![1]!.AsArray()[^1] = "/*");

    [Fact]
    public void S9_Nobody_reads_or_overwrites_what_another_function_parked()
        => Holds(
            static stack => ObjectRights(stack)
                .Where(static right => right.Objects.Length > 0 && right.Table is not SealLog)
                .SelectMany(right => Functions(stack).Where(function => function != right.Function && Matches(right.Objects, Parked(function))), static (right, function) => $"{right.Function} reaches what {function} parks"),
            static resources => Bucket(resources, "s3:GetObject")["Resource"]!["Fn::Join"]![1]!.AsArray()[^1] = "/~parked/*");

    [Fact]
    public void S9_Objects_are_written_once_and_what_is_deleted_stays_for_a_while()
        => Holds(
            static stack => stack.OfType("AWS::S3::Bucket").Where(bucket =>
                (string?)bucket.Value["Properties"]!["VersioningConfiguration"]?["Status"] is not "Enabled"
                || bucket.Value["Properties"]!["LifecycleConfiguration"]!["Rules"]!.AsArray().All(static rule => (int?)rule!["NoncurrentVersionExpiration"]?["NoncurrentDays"] is null)
                || (IsClaimChecks(bucket.Value) && !stack.Statements().Any(found => (string?)found.Statement["Condition"]?["Null"]?["s3:if-none-match"] is "true" && Texts(found.Statement["Action"]).Contains("s3:PutObject") && IsRefusalOf(found.Statement, bucket.Key)))).Select(static bucket => bucket.Key),
            static resources => First(resources, "AWS::S3::Bucket").Remove("VersioningConfiguration"),
            static resources => First(resources, "AWS::S3::Bucket")["LifecycleConfiguration"]!["Rules"]![0]!.AsObject().Remove("NoncurrentVersionExpiration"),
            static resources => Statement(resources, "AWS::S3::BucketPolicy", "WriteOnce")["Effect"] = "Allow");

    [Fact]
    public void S5_Audit_records_among_items_are_for_the_loggers_that_store_them()
        => Holds(
            "fifo-same-table",
            static stack =>
            {
                var rights = stack.Statements().Where(static found => found.Type is "AWS::IAM::Policy").Select(found => (Role: RoleOf(stack, found.Resource), found.Statement)).ToList();
                var loggers = rights.Where(static right => (string?)right.Statement["Effect"] is "Allow" && LeadingKeys(right.Statement, "ForAllValues:StringLike") is ["AUDIT#*"])
                    .SelectMany(right => Tables(stack, right.Statement), static (right, table) => (right.Role, Table: table)).ToHashSet();
                var denied = rights.Where(static right => (string?)right.Statement["Effect"] is "Deny" && LeadingKeys(right.Statement, "ForAnyValue:StringLike") is ["AUDIT#*"] && Texts(right.Statement["Action"]) is ["dynamodb:*"])
                    .SelectMany(right => Tables(stack, right.Statement), static (right, table) => (right.Role, Table: table)).ToHashSet();
                var roles = stack.OfType("AWS::Lambda::Function").Select(static function => (string)function.Value["Properties"]!["Role"]!["Fn::GetAtt"]![0]!);
                return roles.SelectMany(_ => loggers.Select(static logger => logger.Table).Distinct(), static (role, table) => (role, table))
                    .Where(pair => denied.Contains(pair) == loggers.Contains(pair))
                    .Select(static pair => $"{pair.role}: {pair.table}");
            },
            static resources => Statement(resources, "AWS::IAM::Policy", "LeaveAuditRecords")["Action"] = "dynamodb:PutItem",
            static resources => Statement(resources, "AWS::IAM::Policy", "LeaveAuditRecords")["Condition"]!["ForAnyValue:StringLike"]!["dynamodb:LeadingKeys"] = "AUDIT#Order*");

    [Fact]
    public void S18_What_outlives_the_stack_is_protected_from_deletion()
        => Holds(
            "fifo-cloudwatch",
            static stack => stack.Resources
                .Where(static resource => (string?)resource.Value["Type"] is "AWS::Logs::LogGroup" or "AWS::DynamoDB::Table" && (string?)resource.Value["DeletionPolicy"] is "Retain" && (bool?)resource.Value["Properties"]!["DeletionProtectionEnabled"] is not true)
                .Select(static resource => resource.Key),
            static resources => resources.Select(static resource => resource.Value!).First(static resource => (string?)resource["Type"] is "AWS::Logs::LogGroup" && (string?)resource["DeletionPolicy"] is "Retain")["Properties"]!["DeletionProtectionEnabled"] = false);

    [Fact]
    public void S8_A_stack_whose_alarms_reach_nobody_says_so_and_no_other()
    {
        foreach (var app in TestApps.All)
        {
            var stack = Stacks.Single(stack => stack.Name == app.Name);
            var alarms = stack.OfType("AWS::CloudWatch::Alarm").ToList();
            var isSilent = alarms.Exists(static alarm => alarm.Value["Properties"]!["AlarmActions"] is null);
            var warnings = synthesis.WarningsOf(app.Name).Where(static warning => warning.EndsWith("[ack: fw24:alarm-topic]", StringComparison.Ordinal)).ToList();
            Assert.Equal($"{app.Name}: {(isSilent ? 1 : 0)}", $"{app.Name}: {warnings.Count}");
            Assert.All(warnings, static warning => Assert.Matches(@"Set AlarmTopic in Configure\(\w+StackProps\)", warning));
        }

        // The sample acknowledges the warning.
        Assert.Empty(synthesis.WarningsOf("orders"));
        Assert.All(synthesis.Sample.OfType("AWS::CloudWatch::Alarm"), static alarm => Assert.Null(alarm.Value["Properties"]!["AlarmActions"]));
    }

    private void Holds(Func<Template, IEnumerable<string>> violations, params Action<JsonObject>[] breaks)
        => Holds("orders", violations, breaks);

    private void Holds(string app, Func<Template, IEnumerable<string>> violations, params Action<JsonObject>[] breaks)
    {
        Assert.Empty(Stacks.SelectMany(violations, static (stack, violation) => $"{stack.Name}: {violation}"));
        foreach (var @break in breaks)
        {
            var broken = (JsonObject)synthesis.Templates[app].Json.DeepClone();
            @break(broken["Resources"]!.AsObject());
            Assert.NotEmpty(violations(new Template(app, broken)));
        }
    }

    private static bool IsEverybody(JsonNode? principal) => principal is JsonValue || Texts(principal?["AWS"]).Contains("*");

    private static bool IsRefusalOf(JsonObject statement, string id)
        => (string?)statement["Effect"] is "Deny" && IsEverybody(statement["Principal"]) && statement["Resource"]!.ToJsonString().Contains($"\"{id}\"", StringComparison.Ordinal);

    private static bool IsClaimChecks(JsonObject bucket)
        => bucket["Properties"]!["LoggingConfiguration"] is { } logging && logging["LogFilePrefix"] is null;

    // The table of a bucket of failed records, or the log of sealed audits.
    private static string TableOf(Template stack, JsonNode resource) => stack.OfType("AWS::S3::Bucket")
        .Where(static bucket => bucket.Value["Properties"]!["LoggingConfiguration"]?["LogFilePrefix"] is not null)
        .Where(bucket => resource.ToJsonString().Contains($"\"{bucket.Key}\"", StringComparison.Ordinal))
        .Select(static bucket => (string)bucket.Value["Properties"]!["LoggingConfiguration"]!["LogFilePrefix"]!)
        .Select(static prefix => prefix.TrimEnd('/').Split('/')[^1])
        .FirstOrDefault(resource.ToJsonString().Contains(":s3:::evidence", StringComparison.Ordinal) ? SealLog : "");

    // The names of the queues that redrive messages to a queue.
    private static IEnumerable<string> Redriving(Template stack, string target) => stack.OfType("AWS::SQS::Queue")
        .Where(queue => (string?)queue.Value["Properties"]!["RedrivePolicy"]?["deadLetterTargetArn"]!["Fn::GetAtt"]![0] == target)
        .Select(static queue => (string)queue.Value["Properties"]!["QueueName"]!);

    // The names of the queues that are allowed to redrive messages to a queue.
    private static IEnumerable<string> Allowed(JsonNode queue) => (string?)queue["RedriveAllowPolicy"]?["redrivePermission"] switch
    {
        "denyAll" => [],
        "byQueue" => Texts(queue["RedriveAllowPolicy"]!["sourceQueueArns"]).Select(static arn => LastName().Match(arn).Value),
        _ => ["any"],
    };

    private static bool SameNames(IEnumerable<string> left, IEnumerable<string> right)
        => left.Order(StringComparer.Ordinal).SequenceEqual(right.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Functions(Template stack)
        => stack.OfType("AWS::Lambda::Function").Select(static function => (string)function.Value["Properties"]!["Environment"]!["Variables"]!["FW24_FUNCTION"]!);

    // The rights of each function to the bucket's objects, from its role's policy or the bucket's.
    private static IEnumerable<(string Function, string Action, string Objects, string Prefix, string Table)> ObjectRights(Template stack)
    {
        foreach (var (id, type, statement) in stack.Statements().Where(static found => (string?)found.Statement["Effect"] is "Allow"))
        {
            foreach (var action in Texts(statement["Action"]).Where(static action => action.StartsWith("s3:", StringComparison.Ordinal)))
            {
                var roles = type is "AWS::IAM::Policy" ? [RoleOf(stack, id)] : Many(statement["Principal"]?["AWS"]).Where(static role => role is JsonObject).Select(static role => (string)role["Fn::GetAtt"]![0]!);
                foreach (var role in roles)
                {
                    var function = stack.OfType("AWS::Lambda::Function").Single(function => (string?)function.Value["Properties"]!["Role"]!["Fn::GetAtt"]![0] == role);
                    foreach (var resource in Many(statement["Resource"]))
                    {
                        var objects = resource["Fn::Join"] is { } join ? join[1]!.AsArray()[^1]!.ToString() : "";
                        var start = objects.IndexOf('/', StringComparison.Ordinal);
                        yield return (
                            (string)function.Value["Properties"]!["Environment"]!["Variables"]!["FW24_FUNCTION"]!,
                            action,
                            start < 0 ? "" : objects[start..],
                            statement["Condition"]?["StringLike"]?["s3:prefix"]?.ToString() ?? "",
                            TableOf(stack, resource));
                    }
                }
            }
        }
    }

    private static bool IsInPlace((string Function, string Action, string Objects, string Prefix, string Table) right)
        => right.Action switch
    {
        _ when right.Table is SealLog && right.Function is "seal" => (right.Action, right.Objects) is
            ("s3:GetObject", "/*") or ("s3:ListBucket", "") or ("s3:DeleteObject", "/pending/*") or ("s3:PutObject", "/rounds/*")
            or ("s3:PutObject" or "s3:PutObjectRetention", "/checkpoints/*" or "/log/*"),
        "s3:PutObject" when right.Table is SealLog
            => right.Objects is "/pending/*" && right.Function.EndsWith("-audit", StringComparison.Ordinal),
        "s3:PutObject" or "s3:ListBucket" when right.Table.Length > 0
            => right.Function == $"{right.Table}-stream" && right.Objects == (right.Action is "s3:PutObject" ? "/aws/lambda/*" : ""),
        "s3:PutObject" => right.Objects == $"/~parked/{Uri.EscapeDataString(right.Function)}/{new string('?', 64)}" || $"{TableObjects().Match(right.Objects).Groups["table"].Value}-stream" == right.Function,
        "s3:GetObject" => TableObjects().IsMatch(right.Objects),
        "s3:ListBucket" => right.Objects.Length is 0 && TableObjects().IsMatch($"/{right.Prefix}"),
        _ => false,
    };

    private static string Parked(string function) => $"/~parked/{Uri.EscapeDataString(function)}/{new string('0', 64)}";

    private static bool Matches(string pattern, string name)
        => Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}$");

    private static string RoleOf(Template stack, string policy) => (string)stack.Resources[policy]["Properties"]!["Roles"]![0]!["Ref"]!;

    private static string[] LeadingKeys(JsonObject statement, string condition)
        => [.. Texts(statement["Condition"]?[condition]?["dynamodb:LeadingKeys"])];

    // Tables by name: a table of another stack is named in its ARN.
    private static IEnumerable<string> Tables(Template stack, JsonObject statement) => Many(statement["Resource"]).Select(resource =>
        (string?)(resource as JsonObject)?["Fn::GetAtt"]?[0] is { } id && stack.Resources[id]["Properties"]!["TableName"] is { } name
            ? name.ToString()
            : TableArn().Match(resource.ToJsonString()).Groups["name"].Value);

    private static IEnumerable<string> Named(Template stack, params string[] types)
        => types.SelectMany(stack.OfType).Select(static resource => resource.Key);

    private static JsonObject First(JsonObject resources, string type)
        => resources.First(resource => (string?)resource.Value!["Type"] == type).Value!["Properties"]!.AsObject();

    private static JsonObject Statement(JsonObject resources, string type, string sid)
        => Statements(resources, type).First(statement => (string?)statement["Sid"] == sid);

    private static JsonObject Bucket(JsonObject resources, string action)
        => Statements(resources, "AWS::S3::BucketPolicy").First(statement => (string?)statement["Effect"] is "Allow" && statement["Action"] is JsonValue only && only.ToString() == action && statement["Principal"]!["AWS"] is not null);

    private static IEnumerable<JsonObject> Statements(JsonObject resources, string type) => resources
        .Where(resource => (string?)resource.Value!["Type"] == type)
        .SelectMany(static resource => resource.Value!["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())
        .Select(static statement => statement!.AsObject());

    private static IReadOnlyList<string> Texts(JsonNode? node)
        => [.. Many(node).Select(static one => one is JsonValue ? one.ToString() : one.ToJsonString())];

    private static IEnumerable<JsonNode> Many(JsonNode? node) => node switch
    {
        null => [],
        JsonArray several => several.Select(static one => one!),
        _ => [node],
    };

    [GeneratedRegex(@"[\w-]+(\.fifo)?(?=(""\]\]\})?$)")]
    private static partial Regex LastName();

    [GeneratedRegex(@"^/(?<table>[a-zA-Z0-9_.-]{3,255})/\*$")]
    private static partial Regex TableObjects();

    [GeneratedRegex(@":table/(?<name>[a-zA-Z0-9_.-]+)")]
    private static partial Regex TableArn();
}
