using System.Globalization;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Pieces of code that the files of a stack share.</summary>
/// <remarks>
/// CDK's namespaces get an alias each and are named as <c>AwsSqs::Queue</c>: what stands before <c>::</c> is looked up among
/// aliases only, so that no name of the user's can get between, and the code still reads as CDK's own does.
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

    /// <summary>The attribute keys of a message filter are plain words; everything else that is a dictionary is named in full.</summary>
    public const string Dictionary = "global::System.Collections.Generic.Dictionary";

    /// <summary>Makes a file of a body: the aliases that it uses, and the namespace.</summary>
    /// <param name="stack">The stack, in whose namespace it is.</param>
    /// <param name="body">The body.</param>
    /// <param name="import">Another namespace that it names things of, if it does.</param>
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

    /// <summary>Whether to write a flag: <c>true</c> or <c>false</c>.</summary>
    public static string Flag(bool value) => value ? "true" : "false";

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Seconds(int value) => $"AwsCdk::Duration.Seconds({Number(value)})";

    public static string Days(int value) => $"AwsCdk::Duration.Days({Number(value)})";

    /// <summary>A key attribute, for a table or an index.</summary>
    public static string Key(Model.KeyModel key)
        => $"new AwsDynamoDB::Attribute {{ Name = {Code.Literal(key.Attribute)}, Type = AwsDynamoDB::AttributeType.{(key.Type is "N" ? "NUMBER" : key.Type is "B" ? "BINARY" : "STRING")} }}";

    public static string Removal(RemovalPolicy policy) => $"AwsCdk::RemovalPolicy.{(policy is RemovalPolicy.Destroy ? "DESTROY" : "RETAIN")}";
}
