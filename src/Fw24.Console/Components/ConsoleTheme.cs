using MudBlazor;

namespace Fw24.Console.Components;

/// <summary>The console's colors and fonts: those of the system, as nothing is loaded from elsewhere.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] s_fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans",
        "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#4338ca",
            Secondary = "#0f766e",
            Background = "#f6f7f9",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1c2230",
            DrawerBackground = "#ffffff",
            TextPrimary = "#1c2230",
            TextSecondary = "#525b6b",
            ActionDefault = "#525b6b",
            Success = "#166534",
            Warning = "#a14c07",
            Error = "#b91c1c",
            Info = "#1d4ed8",
            LinesDefault = "#e3e6eb",
            Divider = "#e3e6eb",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a5b4fc",
            PrimaryContrastText = "#11141b",
            Secondary = "#5eead4",
            Background = "#0e1116",
            Surface = "#161a22",
            AppbarBackground = "#161a22",
            AppbarText = "#e6e9ef",
            DrawerBackground = "#161a22",
            TextPrimary = "#e6e9ef",
            TextSecondary = "#a2abba",
            ActionDefault = "#a2abba",
            Success = "#4ade80",
            Warning = "#fbbf24",
            Error = "#f87171",
            Info = "#93c5fd",
            LinesDefault = "#2a303c",
            Divider = "#2a303c",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = s_fonts, FontSize = "0.8125rem", LineHeight = "1.45" },
            Button = new ButtonTypography { FontFamily = s_fonts, FontSize = "0.8125rem", TextTransform = "none", FontWeight = "600" },
        },
    };
}
