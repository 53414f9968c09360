using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the properties of a stack: <c>OrdersStackProps.g.cs</c>.</summary>
internal static class StackPropsEmitter
{
    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($"""
            /// <summary>What the stack of the app {Code.Text(app.App)} is made with. What is given here is used instead of making one.</summary>
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
            /// <summary>Makes the code of the published functions, for each stack anew. Default: what the build published, or what <c>FW24_FUNCTION_ASSET</c> names.</summary>
            public System::Func<AwsLambda::Code>? Code { get; set; }
            """;
        yield return """
            /// <summary>A key of your own that encrypts whatever keeps data. Default: keys that AWS owns or manages.</summary>
            /// <remarks>A key made in this app is told to let SNS and CloudWatch Logs use it; the policy of an imported one must say so itself.</remarks>
            public AwsKms::IKey? EncryptionKey { get; set; }
            """;
        yield return """
            /// <summary>Where alarms go. Default: nowhere.</summary>
            public AwsSns::ITopic? AlarmTopic { get; set; }
            """;
        yield return """
            /// <summary>Whether each table, with what hears of its changes, is in a nested stack of its own, unless its props say otherwise.</summary>
            /// <remarks>CloudFormation takes 500 resources in a stack, and a nested stack counts as one. Choose before the first deployment.</remarks>
            public bool NestedTables { get; set; }
            """;
        if (app.HasHmacKey)
        {
            yield return """
                /// <summary>The secret with the keys of keyed hashes: base64 of at least 32 bytes, or JSON of several such keys. Default: one is made, and kept.</summary>
                /// <remarks>An imported one that is encrypted with a key of your own must know it: <c>Secret.FromSecretAttributes</c>.</remarks>
                public AwsSecrets::ISecret? HmacKey { get; set; }
                """;
        }

        foreach (var group in app.AuditLogGroups)
        {
            yield return $$"""
                /// <summary>The log group {{Code.Text(group.Name)}}, if there is one already.</summary>
                public AwsLogs::ILogGroup? {{group.Member}} { get; set; }
                """;
        }

        foreach (var table in app.AuditTables)
        {
            yield return $$"""
                /// <summary>The audit table {{Code.Text(table.Name)}}, if there is one already.</summary>
                public AwsDynamoDB::ITable? {{table.Member}} { get; set; }
                """;
        }

        foreach (var table in app.Tables)
        {
            yield return $$"""
                /// <summary>What the table {{Code.Text(table.Name)}} is made with.</summary>
                public {{table.ClassName}}Props {{table.ClassName}} { get; } = new();
                """;
        }
    }
}
