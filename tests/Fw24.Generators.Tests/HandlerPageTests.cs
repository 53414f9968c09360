using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>The examples of the page about handlers are one program, without a warning.</summary>
public sealed partial class HandlerPageTests
{
    private const string Services = """

        public interface IMailer { Task SendAsync(string order, CancellationToken cancellationToken); }

        public interface IInvoices { Task CreateAsync(string order, string idempotencyKey, CancellationToken cancellationToken); }

        public interface IAddresses { Task CheckAsync(string order, CancellationToken cancellationToken); }

        public interface IPartner { Task PutAsync(string order, CancellationToken cancellationToken); }

        public interface ISearch
        {
            Task<IReadOnlyList<(OrderChange Change, Exception Error)>> WriteAsync(
                IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken);
        }

        public static class Program
        {
            public static void Main() { }
        }
        """;

    [Fact]
    public async Task The_examples_compile_and_violate_no_rule()
    {
        var blocks = Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/start/handlers.md")))
            .Select(static block => block.Groups["code"].Value)
            .Where(static code => !code.Contains("LocalCloud", StringComparison.Ordinal));

        await RuleTest.AllowsAsync(string.Join('\n', blocks) + Services);
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
