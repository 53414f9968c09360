using System.Text.Json.Nodes;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>What a template says about the log of sealed audits.</summary>
internal static class SealFacts
{
    /// <summary>Gets the bucket of the log.</summary>
    public static KeyValuePair<string, JsonObject> Log(Template template)
        => template.OfType("AWS::S3::Bucket").Single(static bucket => (bool?)bucket.Value["Properties"]!["ObjectLockEnabled"] is true);

    /// <summary>Gets the key that signs it.</summary>
    public static KeyValuePair<string, JsonObject> Key(Template template)
        => template.OfType("AWS::KMS::Key").Single(static key => (string?)key.Value["Properties"]!["KeyUsage"] is "SIGN_VERIFY");

    /// <summary>Gets the kind of encryption of the log.</summary>
    public static string? Encryption(Template template)
    {
        var rule = Log(template).Value["Properties"]!["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!;
        return (string?)rule["ServerSideEncryptionByDefault"]!["SSEAlgorithm"];
    }

    /// <summary>Gets a function's properties.</summary>
    public static JsonObject Function(Template template, string name) => template.Single("AWS::Lambda::Function", "FunctionName", name);

    /// <summary>Gets a function's variable.</summary>
    public static JsonNode? Variable(Template template, string function, string name)
        => Function(template, function)["Environment"]!["Variables"]![name];

    /// <summary>Gets what a function's role is allowed, by statement: <c>ListLog s3:ListBucket on SealLog01234567</c>.</summary>
    public static IReadOnlyList<string> Rights(Template template, string function)
    {
        var role = (string)Function(template, function)["Role"]!["Fn::GetAtt"]![0]!;
        return
        [
            .. template.Statements()
                .Where(found => found.Type is "AWS::IAM::Policy" && RoleOf(template, found.Resource) == role)
                .Where(static found => (string?)found.Statement["Effect"] is "Allow")
                .Select(static found => Right(found.Statement)),
        ];
    }

    private static string? RoleOf(Template template, string policy)
        => (string?)template.Resources[policy]["Properties"]!["Roles"]![0]!["Ref"];

    private static string Right(JsonObject statement)
    {
        var resources = string.Join(',', Many(statement["Resource"]).Select(Named));
        var algorithm = statement["Condition"]?["StringEquals"]?["kms:SigningAlgorithm"];
        var right = $"{statement["Sid"]} {string.Join(',', Many(statement["Action"]))} on {resources}";
        return algorithm is null ? right : $"{right} by {algorithm}";
    }

    private static string Named(JsonNode node) => node switch
    {
        JsonObject join when join["Fn::Join"] is JsonArray parts => string.Concat(parts[1]!.AsArray().Select(static part => Named(part!)))
            .Replace("arn:AWS::Partition:s3:::", "", StringComparison.Ordinal),
        JsonObject reference when reference["Ref"] is { } name => name.ToString(),
        JsonObject attribute when attribute["Fn::GetAtt"]![0]!.ToString() is var id
            => id.Contains("LogGroup", StringComparison.Ordinal) ? "its logs" : id,
        _ => node.ToString(),
    };

    private static IEnumerable<JsonNode> Many(JsonNode? node)
        => node is JsonArray several ? several.Select(static one => one!) : [node!];
}
