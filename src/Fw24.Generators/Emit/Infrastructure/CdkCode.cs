using System.Globalization;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Code fragments common to the files of a stack.</summary>
/// <remarks>CDK's namespaces have aliases, used as in <c>AwsSqs::Queue</c>, so the code reads like CDK code: see <see cref="Alias"/>.</remarks>
internal static class CdkCode
{
    private static readonly Alias[] s_aliases =
    [
        new("AwsCdk", "Amazon.CDK"),
        new("AwsCloudWatch", "Amazon.CDK.AWS.CloudWatch"),
        new("AwsCloudWatchActions", "Amazon.CDK.AWS.CloudWatch.Actions"),
        new("AwsDynamoDB", "Amazon.CDK.AWS.DynamoDB"),
        new("AwsEc2", "Amazon.CDK.AWS.EC2"),
        new("AwsEvents", "Amazon.CDK.AWS.Events"),
        new("AwsEventsTargets", "Amazon.CDK.AWS.Events.Targets"),
        new("AwsIam", "Amazon.CDK.AWS.IAM"),
        new("AwsKms", "Amazon.CDK.AWS.KMS"),
        new("AwsLambda", "Amazon.CDK.AWS.Lambda"),
        new("AwsLogs", "Amazon.CDK.AWS.Logs"),
        new("AwsS3", "Amazon.CDK.AWS.S3"),
        new("AwsSecrets", "Amazon.CDK.AWS.SecretsManager"),
        new("AwsSns", "Amazon.CDK.AWS.SNS"),
        new("AwsSqs", "Amazon.CDK.AWS.SQS"),
        new("CodeAnalysis", "System.Diagnostics.CodeAnalysis"),
        Alias.CodeDom,
        Alias.Collections,
        new("Compiler", "System.Runtime.CompilerServices"),
        new("Constructs", "Constructs"),
        Alias.Fw24,
        new("Json", "System.Text.Json"),
        new("Nodes", "System.Text.Json.Nodes"),
        Alias.System,
    ];

    /// <summary>The type of dictionaries, by its full name.</summary>
    public const string Dictionary = "Collections::Dictionary";

    /// <summary>Creates a file from a body, with the aliases it uses and the namespace.</summary>
    /// <param name="stack">The stack whose namespace contains the code.</param>
    /// <param name="body">The body.</param>
    /// <param name="import">Another namespace that the body uses, if any.</param>
    public static string File(StackDeclaration stack, SourceWriter body, string import = "")
    {
        var code = body.ToString();
        var writer = Code.File([], stack.Namespace, Array.FindAll(s_aliases, alias => code.Contains(alias.Name + "::")), import == stack.Namespace ? "" : import);
        return writer.ToString() + code;
    }

    /// <summary>Formats a flag: <c>true</c> or <c>false</c>.</summary>
    public static string Flag(bool value) => value ? "true" : "false";

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Seconds(int value) => $"AwsCdk::Duration.Seconds({Number(value)})";

    public static string Days(int value) => $"AwsCdk::Duration.Days({Number(value)})";

    /// <summary>Formats a key attribute of a table or an index.</summary>
    public static string Key(KeyModel key)
        => $"new AwsDynamoDB::Attribute {{ Name = {Code.Literal(key.Attribute)}, Type = AwsDynamoDB::AttributeType.{(key.Type is "N" ? "NUMBER" : key.Type is "B" ? "BINARY" : "STRING")} }}";

    public static string Removal(RemovalPolicy policy) => $"AwsCdk::RemovalPolicy.{(policy is RemovalPolicy.Destroy ? "DESTROY" : "RETAIN")}";
}
