using System.Globalization;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24318: a requested table belongs to an entity.</summary>
public sealed class TableOfStrangerRuleTests
{
    [Theory]
    [InlineData("""
        public sealed class Repo(ITable<{|FW24318:Plain|}> table)
        {
            public object Table => table;
        }
        """)]
    [InlineData("""
        public sealed class Repo
        {
            public Repo(ITable<{|FW24318:Plain|}> table) { }
        }
        """)]
    [InlineData("""
        public sealed class Repo(Lazy<ITable<{|FW24318:Plain|}>> table)
        {
            public object Table => table;
        }
        """)]
    [InlineData("""
        public sealed class Repo(ITable<{|FW24318:string|}> table)
        {
            public object Table => table;
        }
        """)]
    [InlineData("""
        public static class Repo
        {
            public static object Of(IServiceProvider services) => services.GetRequiredService<ITable<{|FW24318:Plain|}>>();
        }
        """)]
    [InlineData("""
        public static class Repo
        {
            public static object? Of(IServiceProvider services) => services.GetService(typeof(ITable<{|FW24318:Plain|}>));
        }
        """)]
    [InlineData("""
        public sealed class Mail(ITable<{|FW24318:Plain|}> table) : OrderChangeHandler
        {
            protected override Task OnRemovedAsync(OrderChange.Removed c, ChangeContext x, CancellationToken k)
                => table.PutAsync(new Plain(""), k);
        }
        """)]
    public Task W11_a_table_of_another_class_is_reported(string markup) => AnalyzerTest.VerifyAsync(UsageSource.Entities + markup);

    [Theory]
    [InlineData("""
        public sealed class Repo(ITable<Order> table)
        {
            public object Table => table;
        }
        """)]
    [InlineData("""
        public sealed class Repo<T>(ITable<T> table)
            where T : class
        {
            public object Table => table;
        }
        """)]
    [InlineData("""
        public static class Repo
        {
            public static void Add(IServiceCollection services, ITable<Plain> fake) => services.AddSingleton<ITable<Plain>>(fake);
        }
        """)]
    public Task W11_a_table_of_an_entity_a_type_parameter_or_a_fake_is_allowed(string source)
        => AnalyzerTest.VerifyAsync(UsageSource.Entities + source);

    [Fact]
    public async Task W11_a_table_of_an_entity_without_generated_code_is_reported()
    {
        var attributesOnly = GeneratorTest.RunOnly(new TestProject
        {
            AssemblyName = "Old",
            Sources = ["""
                namespace Old;

                [Fw24.DynamoTable("olds")]
                public sealed record Thing([property: Fw24.PartitionKey] string Id);
                """],
            References = TestReferences.AttributesOnly,
        });
        var generated = GeneratorTest.RunOnly(new TestProject
        {
            AssemblyName = "Lib",
            RootNamespace = "Lib",
            Sources = ["""
                namespace Lib;

                [Fw24.DynamoTable("things")]
                public sealed record Thing([property: Fw24.PartitionKey] string Id);
                """],
        });
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = ["""
                public sealed class Repo(Fw24.ITable<Old.Thing> old, Fw24.ITable<Lib.Thing> now)
                {
                    public object Both => (old, now);
                }
                """],
            References = [.. TestReferences.All, attributesOnly.ToReference(), generated.ToReference()],
        });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal("FW24318", diagnostic.Id);
        var text = await diagnostic.Location.SourceTree!.GetTextAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Old.Thing", text.ToString(diagnostic.Location.SourceSpan));
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains("nothing was generated for Thing in Old", message, StringComparison.Ordinal);
    }
}
