using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fw24.Console.Hosting;

/// <summary>Serves the files that pages load from the assembly, because the assets of a package are served to web projects only.</summary>
internal static class ConsoleAssets
{
    private const string Css = "text/css; charset=utf-8";
    private const string Script = "text/javascript; charset=utf-8";

    private static readonly (string Path, string File, string Type)[] s_assets =
    [
        ("/_framework/blazor.web.js", "blazor.web.js", Script),
        ("/assets/mudblazor.css", "MudBlazor.min.css", Css),
        ("/assets/mudblazor.js", "MudBlazor.min.js", Script),
        ("/assets/console.css", "console.css", Css),
        ("/assets/icon.svg", "icon.svg", "image/svg+xml"),
    ];

    /// <summary>Maps the files.</summary>
    public static void MapConsoleAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, file, type) in s_assets)
        {
            routes.MapGet(path, () => TypedResults.Stream(Open(file), type));
        }
    }

    private static Stream Open(string file)
        => typeof(ConsoleAssets).Assembly.GetManifestResourceStream($"Assets/{file}")
            ?? throw new InvalidOperationException($"The assembly lacks its file {file}: build Fw24.Console again.");
}
