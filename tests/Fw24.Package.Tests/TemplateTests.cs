using Fw24.Package.Tests.Harness;

namespace Fw24.Package.Tests;

/// <summary>The templates of <c>dotnet new</c>, installed from the package and used in empty folders.</summary>
[Trait("Category", "Build")]
public sealed class TemplateTests(Consumers consumers)
{
    private readonly string _parent = consumers.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Shop", "Shop", "shop", "ShopStack")]
    [InlineData("My-Shop2.Web", "My_Shop2.Web", "my-shop-2-web", "MyShop2WebStack")]
    public async Task A_new_app_has_the_name_of_its_folder(string folder, string name, string app, string stack)
    {
        await InstallAsync();
        var path = Path.Combine(_parent, folder);

        await NewAsync(_parent, "fw24", "-o", folder, "--no-restore");

        Assert.Contains($"namespace {name};", await ReadAsync(path, folder, "Order.cs"), StringComparison.Ordinal);
        Assert.Contains($"[DynamoTable(\"{app}-orders\")]", await ReadAsync(path, folder, "Order.cs"), StringComparison.Ordinal);
        Assert.Contains($"[assembly: Fw24App(\"{app}\")]", await ReadAsync(path, folder, "Program.cs"), StringComparison.Ordinal);
        Assert.Contains($"partial class {stack} : Stack", await ReadAsync(path, $"{folder}.Infra", $"{stack}.cs"), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("template", file[_parent.Length..] + await File.ReadAllTextAsync(file, Cancellation), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Both_commands_of_a_new_app_work_at_once_with_an_entity_and_a_handler_more()
    {
        await InstallAsync();
        await NewAsync(_parent, "fw24", "-o", "My.Shop", "--no-restore");
        var folder = Path.Combine(_parent, "My.Shop");
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), consumers.Configuration, Cancellation);
        var test = await DotnetAsync(folder, "test");

        // The namespace is the project's, once it is restored.
        await NewAsync(Path.Combine(folder, "My.Shop"), "fw24-entity", "-n", "Invoice");
        await NewAsync(Path.Combine(folder, "My.Shop"), "fw24-handler", "-n", "InvoiceMailer", "--entity", "Invoice");
        var build = await DotnetAsync(folder, "build", "My.Shop.Infra", "-p:Fw24OldNode=true");

        Assert.Contains("succeeded: 1", test.Output, StringComparison.Ordinal);
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);
        Assert.Contains("namespace My.Shop;", await ReadAsync(folder, "My.Shop", "InvoiceMailer.cs"), StringComparison.Ordinal);
        var template = await ReadAsync(folder, "My.Shop.Infra", "cdk.out/my-shop.template.json");
        Assert.All(
            ["my-shop-orders", "invoice", "OrderMailer", "InvoiceMailer"],
            name => Assert.Contains($"\"{name}", template, StringComparison.Ordinal));
    }

    private Task InstallAsync()
        => NewAsync(_parent, "install", Path.Combine(TestPaths.Packages, $"Fw24.Templates.{TestPaths.PackageVersion}.nupkg"));

    private async Task NewAsync(string folder, params string[] arguments) => AssertSuccess(await consumers.NewInAsync(folder, Path.Combine(_parent, "home"), arguments));

    private async Task<CommandResult> DotnetAsync(string folder, params string[] arguments)
        => AssertSuccess(await consumers.DotnetInAsync(folder, arguments));

    private static CommandResult AssertSuccess(CommandResult result)
    {
        Assert.True(result.ExitCode is 0, result.Output);
        return result;
    }

    private static Task<string> ReadAsync(params string[] path) => File.ReadAllTextAsync(Path.Combine(path), Cancellation);
}
