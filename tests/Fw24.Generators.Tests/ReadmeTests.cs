using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>The code that the README begins with compiles without a warning.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_first_example_is_an_app()
    {
        var code = Example().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Groups["code"].Value;
        var test = GeneratorTest.Run($$"""
            using Fw24;

            {{code}}
            public interface IMailer
            {
                Task SendAsync(string orderId, CancellationToken cancellationToken);
            }
            """);

        Assert.InRange(code.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 5, 10);
        Assert.Contains("class OrderChangeHandler", string.Concat(test.Files.Values), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
