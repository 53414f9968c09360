using System.Globalization;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Code fragments common to the files of a stack.</summary>
/// <remarks>
/// CDK's namespaces have aliases, used as in <c>AwsSqs::Queue</c>: a name before <c>::</c> is looked up among aliases only,
/// so no user-defined name can interfere, and the code still reads like CDK code.
/// </remarks>
internal static class CdkCode
{
    private static readonly (string Alias, string Namespace)[] s_aliases =
    [
        ("AwsCdk", "Amazon.CDK"),
        ("AwsCloudWatch", "Amazon.CDK.AWS.CloudWatch"),
        ("AwsCloudWatchActions", "Amazon.CDK.AWS.CloudWatch.Actions"),
        ("AwsDynamoDB", "Amazon.CDK.AWS.DynamoDB"),
        ("AwsIam", "Amazon.CDK.AWS.IAM"),
        ("AwsKms", "Amazon.CDK.AWS.KMS"),
        ("AwsLambda", "Amazon.CDK.AWS.Lambda"),
        ("AwsLogs", "Amazon.CDK.AWS.Logs"),
        ("AwsS3", "Amazon.CDK.AWS.S3"),
        ("AwsSecrets", "Amazon.CDK.AWS.SecretsManager"),
        ("AwsSns", "Amazon.CDK.AWS.SNS"),
        ("AwsSqs", "Amazon.CDK.AWS.SQS"),
    ];

    /// <summary>The type of dictionaries, by its full name.</summary>
    public const string Dictionary = "global::System.Collections.Generic.Dictionary";

    /// <summary>Creates a file from a body, with the aliases it uses and the namespace.</summary>
    /// <param name="stack">The stack whose namespace contains the code.</param>
    /// <param name="body">The body.</param>
    /// <param name="import">Another namespace that the body uses, if any.</param>
    public static string File(StackDeclaration stack, SourceWriter body, string import = "")
    {
        var code = body.ToString();
        var writer = Code.File([]);
        foreach (var (alias, name) in s_aliases)
        {
            if (code.Contains(alias + "::"))
            {
                writer.Write($"using {alias} = global::{name};");
            }
        }

        if (import.Length > 0 && import != stack.Namespace)
        {
            writer.Write($"using global::{import};");
        }

        writer.Line();
        Code.Namespace(writer, stack.Namespace);
        return writer.ToString() + code;
    }

    /// <summary>Formats a flag: <c>true</c> or <c>false</c>.</summary>
    public static string Flag(bool value) => value ? "true" : "false";

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Seconds(int value) => $"AwsCdk::Duration.Seconds({Number(value)})";

    public static string Days(int value) => $"AwsCdk::Duration.Days({Number(value)})";

    /// <summary>Formats a key attribute of a table or an index.</summary>
    public static string Key(Model.KeyModel key)
        => $"new AwsDynamoDB::Attribute {{ Name = {Code.Literal(key.Attribute)}, Type = AwsDynamoDB::AttributeType.{(key.Type is "N" ? "NUMBER" : key.Type is "B" ? "BINARY" : "STRING")} }}";

    public static string Removal(RemovalPolicy policy) => $"AwsCdk::RemovalPolicy.{(policy is RemovalPolicy.Destroy ? "DESTROY" : "RETAIN")}";
}
