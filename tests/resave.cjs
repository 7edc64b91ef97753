// Opens a workbook and saves it again: node resave.cjs <exceljs|xlsx> <in> <out>
const [library, from, to] = process.argv.slice(2);

async function withExceljs() {
  const { Workbook } = require("exceljs");
  const book = new Workbook();
  await book.xlsx.readFile(from);
  await book.xlsx.writeFile(to);
}

function withSheetjs() {
  const xlsx = require("xlsx");
  xlsx.writeFile(xlsx.readFile(from, { cellStyles: true }), to, { bookType: "xlsx", cellStyles: true });
}

Promise.resolve(library === "exceljs" ? withExceljs() : withSheetjs()).catch((error) => {
  console.error(error);
  process.exit(1);
});
