using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the properties of a stack: <c>OrdersStackProps.g.cs</c>.</summary>
internal static class StackPropsEmitter
{
    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($"""
            /// <summary>The properties of the stack of the app {Code.Text(app.App)}. A resource that is set here is used instead of a new one.</summary>
            {Code.GeneratedCode}
            public sealed class {app.Prefix}StackProps : AwsCdk::StackProps
            """);
        writer.Open();
        writer.Write(string.Join("\n\n", Properties(app)));
        writer.Close();
        return CdkCode.File(stack, writer);
    }

    private static IEnumerable<string> Properties(InfrastructureModel app)
    {
        yield return """
            /// <summary>The stage, such as <c>dev</c>, which the names of all resources then end with. Default: none.</summary>
            /// <remarks>
            /// 1 to 20 letters, digits and hyphens; a parameter of the template is allowed. Choose before the first deployment: other names are other
            /// resources.
            /// </remarks>
            public string? Stage { get; set; }
            """;
        yield return """
            /// <summary>Creates the code of the published functions; called once for each stack. Default: the output of the build, or the path in <c>FW24_FUNCTION_ASSET</c>.</summary>
            public System::Func<AwsLambda::Code>? Code { get; set; }
            """;
        yield return """
            /// <summary>Your own key, which encrypts all resources that store data. Default: keys that AWS owns or manages.</summary>
            /// <remarks>SNS and CloudWatch Logs must be allowed to use it. The stack adds this to the policy of a key created in this app; an imported key must already allow it.</remarks>
            public AwsKms::IKey? EncryptionKey { get; set; }
            """;
        yield return """
            /// <summary>The topic that alarms notify. Default: none.</summary>
            public AwsSns::ITopic? AlarmTopic { get; set; }
            """;
        yield return """
            /// <summary>Indicates whether each table and the receivers of its changes are in a separate nested stack. A table's own properties take precedence.</summary>
            /// <remarks>CloudFormation allows 500 resources in a stack; a nested stack counts as one. Choose before the first deployment.</remarks>
            public bool NestedTables { get; set; }
            """;
        if (app.HasFunctions)
        {
            yield return """
                /// <summary>The VPC of all functions. Default: none.</summary>
                /// <remarks>The functions need a way from it to the services that they use. <c>AppFunction.Configure(FunctionProps)</c> chooses subnets and security groups.</remarks>
                public AwsEc2::IVpc? Vpc { get; set; }
                """;
        }

        yield return """
            /// <summary>
            /// Indicates whether the stack exports the names of its tables, the ARNs of its topics and the URLs of its queues to other stacks of the account
            /// and region: <c>Fn.ImportValue("{app}:{table}:topic-arn")</c>. Default: <see langword="false"/>.
            /// </summary>
            /// <remarks>CloudFormation neither changes nor deletes an export while another stack imports it.</remarks>
            public bool Exports { get; set; }
            """;
        if (app.HasHmacKey)
        {
            yield return """
                /// <summary>The secret with the keys of keyed hashes: base64 of at least 32 bytes, or JSON of several such keys. Default: a new secret, which is retained.</summary>
                /// <remarks>If an imported secret is encrypted with your own key, import it with that key: <c>Secret.FromSecretAttributes</c>.</remarks>
                public AwsSecrets::ISecret? HmacKey { get; set; }
                """;
        }

        foreach (var group in app.AuditLogGroups)
        {
            yield return $$"""
                /// <summary>The log group {{Code.Text(group.Name)}}, if it already exists.</summary>
                public AwsLogs::ILogGroup? {{group.Member}} { get; set; }
                """;
        }

        foreach (var table in app.AuditTables)
        {
            yield return $$"""
                /// <summary>The audit table {{Code.Text(table.Name)}}, if it already exists.{{Indexes(table)}}</summary>
                public AwsDynamoDB::ITable? {{table.Member}} { get; set; }
                """;
        }

        if (app.IdempotencyTable is not null)
        {
            yield return """
                /// <summary>The table of the changes that handlers have handled, if it already exists.</summary>
                /// <remarks>Its partition key is the string <c>id</c>, its time-to-live attribute <c>expiresAt</c>.</remarks>
                public AwsDynamoDB::ITable? IdempotencyTable { get; set; }
                """;
        }

        if (app.Seal is { } seal)
        {
            yield return """
                /// <summary>The bucket of the log of sealed audits, if it already exists.</summary>
                /// <remarks>A log is of one app and stage: the bucket must not contain another one.</remarks>
                public AwsS3::IBucket? SealLog { get; set; }
                """;
            yield return """
                /// <summary>The key that signs the log of sealed audits, if it already exists: <c>ECC_NIST_P256</c>, <c>SIGN_VERIFY</c>.</summary>
                /// <remarks>A log has one key for ever: with another one, the function refuses the log.</remarks>
                public AwsKms::IKey? SealKey { get; set; }
                """;
            yield return $$"""
                /// <summary>
                /// The time for which nobody can delete the log's checkpoints and tiles: 0 to 36,500 days; 0: no lock. Default: {{CdkCode.Number(seal.RetentionDays)}}.
                /// </summary>
                public int? SealRetentionDays { get; set; }
                """;
        }

        foreach (var table in app.Tables)
        {
            yield return $$"""
                /// <summary>The properties of the table {{Code.Text(table.Name)}}.</summary>
                public {{table.ClassName}}Props {{table.ClassName}} { get; } = new();
                """;
        }
    }

    // " It needs the indexes byTime and byActor."
    private static string Indexes(AuditTable table)
    {
        var names = string.Join(" and ", table.Indexes.Select(static index => index.Name));
        return table.Indexes.Count is 0 ? "" : $" It needs the {(table.Indexes.Count is 1 ? "index" : "indexes")} {names}.";
    }
}
